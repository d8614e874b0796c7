"""Forms that stand only where something has come so far: in another language they go on, too."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lms.accounts.models import User
from lms.db import db
from lms.projects.models import Project
from tests.appeals.factories import an_appeal as asked_about
from tests.appeals.test_appeals import marked
from tests.attendance.factories import a_held_week, comes, slots_of
from tests.benchmarks.factories import YEAR, an_indicator, released, said, some_figures
from tests.drafts.test_every_form import filled_in, in_another_language, standing, the_form
from tests.fieldwork.factories import a_placement
from tests.people import People
from tests.second_marks.factories import a_disagreement
from tests.signoffs.factories import to_be_closed
from tests.visitor import Visitor

Place = tuple[User, str]
"""Who writes, and where."""


def arrangements(people: People) -> Place:
    """What is agreed besides, before all three have signed."""
    placement = a_placement(people, state="proposed")
    return people.supervisor, f"/placements/{placement.id}/agreement"


def an_appeal(people: People) -> Place:
    placement = marked(people)
    return people.trainee, f"/placements/{placement.id}/appeals"


def a_correction(people: People) -> Place:
    """Of a record that is signed."""
    placement = to_be_closed(people, state="signed_off")
    return people.coordinator, f"/placements/{placement.id}/sign-off"


def what_goes_back(people: People) -> Place:
    """From the second person to the supervisor."""
    placement = to_be_closed(people, state="assessed")
    return people.assessor, f"/placements/{placement.id}/sign-off"


def an_answer(people: People) -> Place:
    """To an appeal, by whoever marked."""
    placement = a_placement(people)
    appeal = asked_about(placement, people)
    db.session.commit()
    return people.supervisor, f"/placements/{placement.id}/appeals/{appeal.id}"


def a_register(people: People) -> Place:
    programme = a_held_week(people.coordinator)
    comes(programme, "otilia")
    slot = slots_of(programme)[0]
    return people.coordinator, f"/programmes/{programme.id}/slots/{slot.id}/attendance"


def a_proposal(people: People) -> Place:
    """Of levels, by the first of two who differ."""
    return people.supervisor, f"/second-marks/{a_disagreement(people).id}"


def a_request_to_meet(people: People) -> Place:
    """One that does better in a figure that several have given."""
    by, indicator = people.administrator, an_indicator(people.administrator)
    mine: Project = a_placement(people).project
    said(indicator, mine, 12, by=people.trainee)
    some_figures(indicator, (41, 52, 63, 74, 85), by=by)
    released(indicator, by)
    asked = f"project={mine.id}&period={YEAR}"
    return people.trainee, f"/benchmarks/indicators/{indicator.id}/introductions/new?{asked}"


PLACES = [
    *(arrangements, an_appeal, an_answer, what_goes_back, a_correction),
    *(a_register, a_proposal, a_request_to_meet),
]


@pytest.mark.parametrize("place", PLACES)
def test_what_was_typed_is_back_in_the_other_language(
    visitor: Visitor, people: People, place: Callable[[People], Place]
) -> None:
    who, page = place(people)
    db.session.commit()
    visitor.signed_in(who).get(page)
    typed = dict(filled_in(the_form(visitor)))
    assert typed
    visitor.get(in_another_language(visitor, typed))
    found = dict(standing(the_form(visitor)))
    assert {name: found.get(name) for name in typed} == typed


@pytest.mark.parametrize("place", PLACES)
def test_once_it_is_sent_the_device_forgets_it(
    visitor: Visitor, people: People, place: Callable[[People], Place]
) -> None:
    """Else it would be brought back over what stands there later."""
    who, page = place(people)
    db.session.commit()
    visitor.signed_in(who).get(page)
    form, key = the_form(visitor), visitor.all("draft-keeper")[0].attrs["key"]
    hidden = {node.attrs["name"]: node.attrs["value"] for node in form.query("[type=hidden]")}
    typed = {name: in_a_sentence(value) for name, value in filled_in(form)}
    pressed = {node.attrs["name"]: "1" for node in form.query("button[name]:not([formaction])")}
    done = visitor.post(form.attrs["action"], hidden | typed | pressed).location
    visitor.get(str(done).partition("#")[0])
    arrived = [node.attrs["data-drafts-done"] for node in visitor.all("[data-drafts-done]")]
    assert arrived == [key]


def in_a_sentence(value: str) -> str:
    return f"{value}, in a sentence." if value.startswith("Words") else value


def test_each_form_that_keeps_a_draft_says_when_it_has_arrived(repository: Path) -> None:
    """Of those whose key is put together in the template and in the view."""
    kept = names(repository / "templates", r'draft\("%s:([a-z]+)')
    arrived = names(repository / "lms", r'drafts_done\(f"{me\(\)\.id}:([a-z]+)')
    elsewhere = {"entry", "note"}  # what the outbox was told; tests/drafts/test_drafts
    assert kept - arrived - elsewhere == set()


def names(folder: Path, pattern: str) -> set[str]:
    files = (path for path in folder.rglob("*.*") if path.suffix in {".html", ".py"})
    return {found for path in files for found in re.findall(pattern, path.read_text("utf-8"))}
