"""The reflection on a week and its handing in, written without a connection: once, each."""

from typing import Any

import pytest
from sqlalchemy import select

from lms.db import db
from lms.placements.models import Placement
from lms.stretches.models import Closing, Reflection
from tests.api.sending import at, in_lists, now, ten_times
from tests.fieldwork.factories import a_placement
from tests.people import People
from tests.visitor import Visitor

WORDS = {
    "version": "0",
    "what": "Two workshops shared a drier for a week.",
    "so_what": "They trust each other with wet cloth now.",
    "now_what": "Ask the dyers on Monday whether they join.",
}
REASON = "Floods: no road was open for the whole week."


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def about(placement: Placement, form: dict[str, str], number: int = 1) -> dict[str, Any]:
    where = {"placement": placement.id, "unit": "weeks", "number": number}
    return where | {"fields": in_lists(form), "written_at": now()}


def reflections() -> list[tuple[str, str]]:
    return [(row.target, row.what) for row in db.session.scalars(select(Reflection))]


def closings() -> list[tuple[str, str]]:
    return [(row.kind, row.reason) for row in db.session.scalars(select(Closing))]


def test_a_reflection_sent_ten_times_is_one(ana: Visitor, placement: Placement) -> None:
    receipts = ten_times(ana, at("reflections"), about(placement, WORDS))
    assert len(set(receipts)) == 1
    assert reflections() == [("week:1", WORDS["what"])]
    assert closings() == []


def test_saved_and_handed_in_with_one_button_it_is_both(ana: Visitor, placement: Placement) -> None:
    told = ana.put(at("reflections"), about(placement, WORDS | {"close": "1"}))
    assert (len(reflections()), closings()) == (1, [("worked", "")])
    ana.get(told["href"])
    assert "Week 1 is handed in" in ana.text()


def test_a_week_is_handed_in_after_its_reflection_and_not_before(
    ana: Visitor, placement: Placement
) -> None:
    worked = about(placement, {"worked": "1"})
    ana.put(at("closings"), worked, status=422)
    ana.put(at("reflections"), about(placement, WORDS))
    ten_times(ana, at("closings"), worked)
    assert closings() == [("worked", "")]


def test_a_week_without_work_says_why(ana: Visitor, placement: Placement) -> None:
    refused = ana.put(at("closings"), about(placement, {"reason": "Ill"}), status=422)
    assert refused["fields"] == {"reason": ["Say it in a sentence."]}
    ana.put(at("closings"), about(placement, {"reason": REASON}))
    assert closings() == [("none", REASON)]


def test_what_stands_there_since_is_not_overwritten(ana: Visitor, placement: Placement) -> None:
    ana.put(at("reflections"), about(placement, WORDS | {"what": "Written on the other device."}))
    refused = ana.put(at("reflections"), about(placement, WORDS), status=409)
    assert refused["error"] == "stale_base"
    assert reflections() == [("week:1", "Written on the other device.")]
    ana.put(at("reflections"), about(placement, WORDS | {"version": "1"}))


@pytest.mark.parametrize(("field", "text"), [("what", ""), ("now_what", "Soon"), ("version", "x")])
def test_faults_are_those_of_the_page(
    ana: Visitor, placement: Placement, field: str, text: str
) -> None:
    refused = ana.put(at("reflections"), about(placement, WORDS | {field: text}), status=422)
    assert list(refused["fields"]) == [field]
    assert reflections() == []


@pytest.mark.parametrize(("number", "status"), [(2, 201), (3, 201), (4, 403), (99, 404)])
def test_only_weeks_that_have_begun(
    ana: Visitor, placement: Placement, number: int, status: int
) -> None:
    """The fieldwork began two weeks ago."""
    ana.put(at("reflections"), about(placement, WORDS, number), status=status)


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 403), ("coordinator", 403), ("classmate", 404)]
)
def test_nobody_writes_them_for_another(
    visitor: Visitor, people: People, placement: Placement, who: str, status: int
) -> None:
    visitor.signed_in(getattr(people, who))
    visitor.put(at("reflections"), about(placement, WORDS), status=status)
    visitor.put(at("closings"), about(placement, {"reason": REASON}), status=status)
    assert (reflections(), closings()) == ([], [])
