from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from lms.clock import working_days
from lms.intakes.spans import months_later
from lms.logbook.pace import expected_minutes, pace
from lms.placements.calendar import days_until, stretch_number, stretches_of, to_assess
from lms.placements.models import Placement, RequirementSet


@pytest.fixture
def placement() -> Placement:
    """Six weeks from Monday 2 November 2026, 210 hours."""
    return a_plan(date(2026, 11, 2), date(2026, 12, 13), 12600)


def a_plan(
    first: date, last: date, minutes: int, *periods: dict[str, Any], factor: int = 1
) -> Placement:
    return Placement(
        starts_on=first,
        ends_on=last,
        calendar_factor=factor,
        pauses_on=[],
        requirement_set=RequirementSet(required_minutes=minutes, rules={"periods": list(periods)}),
    )


YEAR = (
    {"id": "p1", "months": [1, 2], "minutes": 7200, "milestone": "m1"},
    {"id": "p2", "months": [3], "minutes": 1800, "milestone": "m2"},
)


def test_six_weeks_are_six_weeks(placement: Placement) -> None:
    weeks = stretches_of(placement)
    assert [week.target for week in weeks] == [f"week:{number}" for number in range(1, 7)]
    assert weeks[1].first == date(2026, 11, 9)
    assert weeks[5].last == placement.ends_on


def test_days_outside_belong_to_the_nearest_week(placement: Placement) -> None:
    days = (date(2026, 10, 1), date(2026, 11, 8), date(2026, 11, 9), date(2027, 1, 1))
    assert [stretch_number(placement, day) for day in days] == [1, 1, 2, 6]


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
        "30 h to catch up: 10 h more a week for 3 weeks."
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
        return [week.number for week in to_assess(placement, {"week:1"}, on)]

    assert waiting(date(2026, 11, 15)) == []  # the last day of week 2
    assert waiting(date(2026, 11, 16)) == [2]
    assert waiting(date(2027, 1, 1)) == [2, 3]  # nothing asks for weeks 4 to 6


def test_months_begin_on_the_day_the_fieldwork_began() -> None:
    plan = a_plan(date(2026, 1, 31), date(2026, 4, 29), 9000, *YEAR)
    spans = [(month.target, month.first, month.last) for month in stretches_of(plan)]
    assert spans == [
        ("month:1", date(2026, 1, 31), date(2026, 2, 27)),
        ("month:2", date(2026, 2, 28), date(2026, 3, 30)),
        ("month:3", date(2026, 3, 31), date(2026, 4, 29)),
    ]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 5, 15), 12, date(2027, 5, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_the_plan_of_months_follows_the_hours_of_its_phases() -> None:
    plan = a_plan(date(2026, 1, 1), date(2026, 3, 31), 9000, *YEAR)
    whole = 90  # days, pressed into three equal months
    assert [
        expected_minutes(plan, date(2026, 1, 30)),
        expected_minutes(plan, date(2026, 3, 1)),
    ] == [
        round(3600 * 30 / (whole / 3)),
        7200,
    ]
    assert expected_minutes(plan, date(2026, 3, 31)) == 9000


def test_part_time_doubles_the_calendar_and_keeps_the_hours() -> None:
    plan = a_plan(date(2026, 1, 1), date(2026, 6, 30), 9000, *YEAR, factor=2)
    assert [(month.number, month.first) for month in stretches_of(plan)] == [
        (1, date(2026, 1, 1)),
        (2, date(2026, 3, 1)),
        (3, date(2026, 5, 1)),
    ]
    assert expected_minutes(plan, plan.ends_on) == 9000


def test_a_pause_moves_the_stretches_behind_it(placement: Placement) -> None:
    placement.pauses_on = [["2026-11-10", "2026-11-16"]]
    placement.ends_on = date(2026, 12, 20)
    spans = [(week.first, week.last) for week in stretches_of(placement)]
    assert spans[:3] == [
        (date(2026, 11, 2), date(2026, 11, 8)),
        (date(2026, 11, 9), date(2026, 11, 22)),
        (date(2026, 11, 23), date(2026, 11, 29)),
    ]
    assert len(spans) == 6


def test_the_plan_stands_still_while_a_pause_lasts(placement: Placement) -> None:
    placement.pauses_on = [["2026-11-09", "2026-11-22"]]
    placement.ends_on = date(2026, 12, 27)
    days = (date(2026, 11, 8), date(2026, 11, 15), date(2026, 11, 22), date(2026, 11, 29))
    assert [expected_minutes(placement, day) for day in days] == [2100, 2100, 2100, 4200]
    assert days_until(placement, placement.ends_on) == 42


@pytest.mark.usefixtures("request_open")
def test_during_a_pause_nobody_is_behind(placement: Placement) -> None:
    placement.pauses_on = [["2026-11-09", "2026-11-22"]]
    placement.ends_on = date(2026, 12, 27)
    said = pace(placement, 0, date(2026, 11, 15))
    assert (said.on_plan, said.sentence) == (True, "Paused until 22 Nov 2026. The plan waits.")
