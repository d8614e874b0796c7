"""Where class days and other dates fall, as numbers of a calendar."""

from datetime import date, timedelta

import pytest

from lms.editions.class_days import Workdays
from lms.intakes.dates import Shift

MONDAY = date(2027, 2, 1)
EASTER = [(date(2027, 3, 25), date(2027, 3, 29))]


def day(number: int) -> date:
    """Of February 2027, which begins on a Monday."""
    return MONDAY + timedelta(days=number - 1)


def test_workdays_leave_out_weekends_and_days_off() -> None:
    days = Workdays(EASTER).since(date(2027, 3, 23))

    assert [next(days).day for _n in range(5)] == [23, 24, 30, 31, 1]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (1, 3),  # the first day goes where it was sent
        (2, 4),
        (4, 8),  # Thursday becomes the Monday after the weekend
        (5, 9),
        (6, 10),  # a Saturday after a Friday stays the day after it
        (8, 10),
    ],
)
def test_class_days_follow_each_other(now: int, then: int) -> None:
    shift = Shift(day(1), day(3))

    assert shift.of_class_day(day(now)) == day(then)


def test_class_days_go_around_the_holidays_of_the_new_dates() -> None:
    shift = Shift(day(1), date(2027, 3, 22), after=EASTER)

    found = [shift.of_class_day(day(number)) for number in (1, 2, 3, 4, 5)]

    assert [found_day.day for found_day in found] == [22, 23, 24, 30, 31]


def test_the_holidays_of_the_old_dates_leave_no_hole() -> None:
    shift = Shift(date(2027, 3, 22), day(1), before=EASTER)

    assert shift.of_class_day(date(2027, 3, 30)) == day(4)


def test_what_lies_before_stays() -> None:
    shift = Shift(day(8), day(15))

    assert (shift.of_class_day(day(5)), shift.of(day(5))) == (day(5), day(5))
    assert (shift.of_class_day(day(8)), shift.of(day(9))) == (day(15), day(16))


def test_other_dates_keep_their_distance_unless_that_is_a_day_off() -> None:
    shift = Shift(day(1), day(3))

    assert [shift.of(day(number)) for number in (1, 4, 6)] == [day(3), day(8), day(8)]


def test_dates_go_back_as_well() -> None:
    shift = Shift(day(15), day(8))

    assert [shift.of_class_day(day(number)) for number in (15, 19, 22)] == [
        day(8),
        day(12),
        day(15),
    ]
