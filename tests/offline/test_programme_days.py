"""A day of a programme is taken along with its visits and their forms."""

import gzip
import json
from typing import Any

import pytest

from lms.accounts.models import User
from lms.programmes.models import Programme
from lms.study_visits.models import StudyVisit
from tests.people import People
from tests.study_visits.factories import (
    VISITS_DAY,
    a_participant,
    a_question,
    a_visit,
    a_week_of_visits,
    allowed,
)
from tests.visitor import Visitor


@pytest.fixture
def programme(people: People) -> Programme:
    return a_week_of_visits(people)


@pytest.fixture
def visit(programme: Programme, people: People) -> StudyVisit:
    found = a_visit(programme)
    allowed(found, people.coordinator, photos=True)
    return found


@pytest.fixture
def ines(programme: Programme) -> User:
    return a_participant(programme)


def day_of(programme: Programme) -> str:
    return f"/programmes/{programme.id}/days/{VISITS_DAY.isoformat()}"


def told(visitor: Visitor, programme: Programme) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(visitor.get(f"/offline/packs{day_of(programme)}").text)
    return found


def test_it_has_the_visits_of_the_day_and_the_form_of_each(
    visitor: Visitor, programme: Programme, visit: StudyVisit, ines: User
) -> None:
    a_visit(programme, "Of another day", slot=4)
    pack = told(visitor.signed_in(ines), programme)
    page = f"/programmes/{programme.id}/visits/{visit.id}"
    wanted = {day_of(programme), page, f"{page}/observations/new"}
    assert wanted <= {address for part in pack["parts"] for address in part["addresses"]}
    assert not any(
        "visits" in part["source"] and page not in part["source"] for part in pack["parts"]
    )
    for part in pack["parts"]:
        visitor.get(part["source"])


def test_the_card_says_what_it_weighs_and_holds(
    visitor: Visitor, programme: Programme, visit: StudyVisit, ines: User
) -> None:
    visitor.signed_in(ines).get(day_of(programme))
    card = " ".join(visitor.all("#take-along")[0].to_text().split())
    pack = told(visitor, programme)
    parts = [part for part in pack["parts"] if part.get("bytes")]
    said = sum(part["bytes"] for part in parts)
    assert f"About {-(-said // 1024)} KB to download , 1 visit and its form" in card
    fetched = sum(len(gzip.compress(visitor.get(part["source"]).data, 5)) for part in parts)
    assert said == pytest.approx(fetched, rel=0.2)


def test_what_changes_in_the_day_makes_another_version(
    visitor: Visitor, programme: Programme, visit: StudyVisit, ines: User
) -> None:
    before = told(visitor.signed_in(ines), programme)["version"]
    assert told(visitor, programme)["version"] == before
    a_question(visit, ines)
    visit.brief = "They moved to the hall."
    assert told(visitor, programme)["version"] != before


def test_it_is_for_those_of_the_programme(
    visitor: Visitor, people: People, programme: Programme, ines: User
) -> None:
    visitor.signed_in(people.stranger).get(f"/offline/packs{day_of(programme)}", status=403)
    visitor.signed_in(ines).get(
        f"/offline/packs/programmes/{programme.id}/days/1999-01-01", status=404
    )
