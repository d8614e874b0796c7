"""Setting up fieldwork: once, under someone else, in a time one can oversee."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, a_project
from tests.people import People, enrolment_of, today
from tests.visitor import Visitor


@pytest.fixture
def form(people: People) -> dict[str, str]:
    trainee = enrolment_of(people.trainee, people.edition)
    return {
        "trainee": f"{trainee.id}:{people.trainee.id}",
        "project": str(a_project().id),
        "supervisor": str(people.supervisor.id),
        "starts_on": today().isoformat(),
        "ends_on": (today() + timedelta(days=41)).isoformat(),
    }


def placements() -> int:
    return db.session.scalar(select(func.count(Placement.id))) or 0


def test_two_clicks_set_fieldwork_up_once(
    visitor: Visitor, people: People, form: dict[str, str]
) -> None:
    path = f"/editions/{people.edition.id}/placements"
    visitor.signed_in(people.coordinator)

    first = visitor.post(path, form).location

    assert visitor.post(path, form).location == first
    assert placements() == 1


def test_another_time_is_another_placement(
    visitor: Visitor, people: People, form: dict[str, str]
) -> None:
    path = f"/editions/{people.edition.id}/placements"
    visitor.signed_in(people.coordinator).post(path, form)

    visitor.post(path, form | {"ends_on": (today() + timedelta(days=55)).isoformat()})

    assert placements() == 2


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("0001-01-01", "0001-02-01", "Check the year"),
        ("2026-11-02", "9999-12-31", "Check the year"),
        ("2026-11-02", "2029-11-06", "Check the year"),
        ("2026-11-02", "2026-11-01", "The last day comes before the first"),
    ],
    ids=["long ago", "no end", "three years", "backwards"],
)
def test_impossible_days_are_refused(  # one row of a table
    visitor: Visitor, people: People, form: dict[str, str], first: str, last: str, sentence: str
) -> None:
    form |= {"starts_on": first, "ends_on": last}

    visitor.signed_in(people.coordinator).post(
        f"/editions/{people.edition.id}/placements", form, status=422
    )

    assert sentence in visitor.text()
    assert placements() == 0


def test_who_has_no_fieldwork_yet_is_offered_first(visitor: Visitor, people: People) -> None:
    a_placement(people, trainee=people.trainee)
    a_placement(people, trainee=people.outsider, edition=people.other_edition)
    assert people.classmate

    visitor.signed_in(people.coordinator).get(f"/editions/{people.edition.id}/placements/new")

    offered = [node.to_text() for node in visitor.all("#trainee option")]
    assert offered == ["Choose", "Bruno Example", "Ana Example (has fieldwork)"]


def test_fieldwork_is_offered_from_the_monday_after_class(visitor: Visitor, people: People) -> None:
    people.edition.starts_on = people.edition.starts_on.replace(year=2026, month=11, day=16)
    people.edition.ends_on = people.edition.starts_on.replace(year=2027, month=2, day=28)

    visitor.signed_in(people.coordinator).get(f"/editions/{people.edition.id}/placements/new")

    days = [visitor.all(f"#{name}")[0].attrs["value"] for name in ("starts_on", "ends_on")]
    assert days == ["2026-11-30", ""]
    assert "10 Jan 2027, part time 21 Feb 2027" in visitor.text()


@pytest.mark.parametrize(("factor", "last"), [("1", date(2027, 1, 10)), ("2", date(2027, 2, 21))])
def test_the_last_day_follows_from_the_plan(
    visitor: Visitor, people: People, form: dict[str, str], factor: str, last: date
) -> None:
    form |= {"starts_on": "2026-11-30", "ends_on": "", "calendar_factor": factor}

    visitor.signed_in(people.coordinator).post(f"/editions/{people.edition.id}/placements", form)

    placement = db.session.scalars(select(Placement)).one()
    assert (placement.ends_on, placement.calendar_factor) == (last, int(factor))
