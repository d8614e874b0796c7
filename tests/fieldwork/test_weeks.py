from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from lms.fieldwork.models import Placement, RequirementSet
from lms.fieldwork.weeks import (
    expected_minutes,
    pace,
    to_assess,
    week_number,
    week_of,
    weeks_of,
    working_days,
)


@pytest.fixture
def placement() -> Placement:
    """Six weeks from Monday 2 November 2026, 210 hours."""
    rules = RequirementSet(required_minutes=12600)
    return Placement(starts_on=date(2026, 11, 2), ends_on=date(2026, 12, 13), requirement_set=rules)


def test_six_weeks_are_six_weeks(placement: Placement) -> None:
    assert [week.number for week in weeks_of(placement)] == [1, 2, 3, 4, 5, 6]
    assert week_of(placement, 2).first == date(2026, 11, 9)
    assert week_of(placement, 6).last == placement.ends_on


def test_days_outside_belong_to_the_nearest_week(placement: Placement) -> None:
    days = (date(2026, 10, 1), date(2026, 11, 8), date(2026, 11, 9), date(2027, 1, 1))
    assert [week_number(placement, day) for day in days] == [1, 1, 2, 6]


def test_the_plan_grows_evenly(placement: Placement) -> None:
    days = (date(2026, 11, 1), date(2026, 11, 8), date(2026, 12, 13), date(2027, 1, 1))
    assert [expected_minutes(placement, day) for day in days] == [0, 2100, 12600, 12600]


@pytest.fixture
def request_open(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


@pytest.mark.usefixtures("request_open")
def test_within_a_tenth_of_the_whole_is_on_plan(placement: Placement) -> None:
    day = date(2026, 11, 22)  # half: 6300 minutes
    assert pace(placement, 6300 - 1260, day).on_plan
    assert not pace(placement, 6300 - 1261, day).on_plan


@pytest.mark.usefixtures("request_open")
def test_what_is_behind_is_said_with_the_way_to_close_it(placement: Placement) -> None:
    assert pace(placement, 4500, date(2026, 11, 22)).sentence == (
        "30 h behind the plan; 10 h more a week closes it in 3 weeks."
    )


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2026, 11, 20), date(2026, 11, 22), 0),
        (date(2026, 11, 20), date(2026, 11, 23), 1),
        (date(2026, 11, 2), date(2026, 11, 16), 10),
        (date(2026, 11, 23), date(2026, 11, 20), 0),
    ],
)
def test_weekends_do_not_count_as_waiting(since: date, until: date, days: int) -> None:
    assert working_days(since, until) == days


def test_weeks_that_are_over_and_asked_for_wait_for_their_assessment(placement: Placement) -> None:
    placement.requirement_set.rules = {"periods": [{"weeks": [1]}, {"weeks": [2, 3]}]}

    def waiting(on: date) -> list[int]:
        return to_assess(placement, {"week:1"}, on)

    assert waiting(date(2026, 11, 15)) == []  # the last day of week 2
    assert waiting(date(2026, 11, 16)) == [2]
    assert waiting(date(2027, 1, 1)) == [2, 3]  # nothing asks for weeks 4 to 6
