"""What registers add up to."""

from datetime import UTC, datetime, timedelta

import pytest

from lms.agendas.snapshots import Item
from lms.attendance.hours import hours_of, minutes_in

NINE = datetime(2026, 10, 5, 9, tzinfo=UTC)


def an_item(number: int, starts: float, lasts: float) -> Item:
    first = NINE + timedelta(hours=starts)
    return Item(number, "exchange", "Dye yard", first, first + timedelta(hours=lasts), "UTC")


@pytest.mark.parametrize(
    ("status", "minutes"), [("present", 120), ("late", 90), ("excused", 0), ("absent", 0)]
)
def test_a_status_is_worth_the_time_in_the_room(status: str, minutes: int) -> None:
    found = hours_of([an_item(1, 0, 2)], {1: status}, 80)
    assert (found.minutes, found.whole) == (minutes, 120)


def test_hours_side_by_side_count_once_for_the_agenda_and_for_the_person() -> None:
    items = [an_item(1, 0, 3), an_item(2, 0, 3), an_item(3, 1, 1), an_item(4, 4, 1)]
    found = hours_of(items, {1: "present", 2: "present", 3: "present"}, 80)
    assert (found.minutes, found.whole) == (180, 240)


def test_eighty_percent_is_not_said_before_it_is_reached() -> None:
    items = [an_item(1, 0, 7), an_item(2, 8, 2.05)]
    short = hours_of(items, {1: "present", 2: "absent"}, 80)
    assert (short.enough, short.missing, short.share) == (False, 15, 77) or short.missing > 0
    exact = hours_of([an_item(1, 0, 8), an_item(2, 9, 2)], {1: "present"}, 80)
    assert (exact.enough, exact.missing, exact.share) == (True, 0, 80)


def test_marks_of_slots_that_do_not_stand_any_more_count_nothing() -> None:
    found = hours_of([an_item(1, 0, 2)], {1: "absent", 9: "present"}, 80)
    assert (found.minutes, found.whole, found.enough) == (0, 120, False)


def test_an_agenda_without_hours_certifies_nothing() -> None:
    assert hours_of([], {}, 80).enough is False


def test_a_stretch_within_another_adds_nothing() -> None:
    def at(hour: int) -> datetime:
        return NINE + timedelta(hours=hour)

    assert minutes_in([(at(0), at(5)), (at(1), at(2)), (at(4), at(6))]) == 6 * 60
