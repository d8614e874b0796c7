"""How many of the last weeks were on plan: a rhythm, which one missed day does not break."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from lms.logbook.pace import expected_minutes, rhythm
from lms.placements.calendar import stretches_of
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, rules
from tests.people import People, today


@pytest.fixture(autouse=True)
def _in_words(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def placement(people: People) -> Placement:
    """Eight weeks of ten hours each; the ninth has begun."""
    placement = a_placement(people, days_ago=56, days_long=70)
    placement.requirement_set = rules(minutes=6000)
    return placement


def words(placement: Placement, *weeks: int, share: float = 1) -> str:
    """With so much of the plan done in these weeks."""
    done = [
        (this.first, round(share * (expected_minutes(placement, this.last) / this.number)))
        for this in stretches_of(placement)
        if this.number in weeks
    ]
    return rhythm(placement, done, today())


def test_the_last_six_are_counted(placement: Placement) -> None:
    assert words(placement, 1, 2, 3, 4, 5, 7, 8) == "5 of the last 6 weeks on plan."


@pytest.mark.parametrize(("share", "reached"), [(0.9, 6), (0.89, 0)])
def test_a_tenth_less_is_still_on_plan(placement: Placement, share: float, reached: int) -> None:
    said = words(placement, *range(1, 9), share=share)
    assert said == f"{reached} of the last 6 weeks on plan."


def test_a_pause_is_no_missed_week(placement: Placement) -> None:
    first = placement.starts_on + timedelta(days=14)
    placement.pauses_on = [[first.isoformat(), (first + timedelta(days=13)).isoformat()]]
    assert words(placement, 1, 2, 3, 4, 5, 6) == "6 of the last 6 weeks on plan."


def test_before_the_first_week_is_over_there_is_none(people: People) -> None:
    assert words(a_placement(people, days_ago=2)) == ""
