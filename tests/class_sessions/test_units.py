from decimal import Decimal

import pytest

from lms.class_sessions.models import Status
from lms.class_sessions.units import Share, attended, total, units_of, worth


@pytest.mark.parametrize(
    ("minutes", "units"),
    [(15, 1), (45, 1), (60, 1), (89, 1), (90, 2), (149, 2), (150, 3), (360, 6), (720, 12)],
)
def test_a_session_counts_whole_units_of_an_hour(minutes: int, units: int) -> None:
    assert units_of(minutes) == units


@pytest.mark.parametrize(
    ("most", "present", "late", "excused", "absent"),
    [(1, 1, 1, 1, 0), (2, 2, 1, 1, 0), (3, 3, 2, 2, 0), (6, 6, 5, 3, 0), (12, 12, 11, 6, 0)],
)
def test_each_status_has_its_share(
    most: int, present: int, late: int, excused: int, absent: int
) -> None:
    found = tuple(worth(status, most) for status in Status)

    assert found == (present, late, excused, absent)


@pytest.mark.parametrize(
    ("status", "units", "counted"),
    [("present", None, 6), ("present", 3, 3), ("late", 0, 0), ("late", 9, 6), ("absent", None, 0)],
)
def test_units_that_were_written_down_count_up_to_what_there_is(
    status: str, units: int | None, counted: int
) -> None:
    assert attended(status, units, 6) == counted


@pytest.mark.parametrize(
    ("units", "most", "percent"), [(0, 0, None), (0, 6, 0), (479, 600, 79), (480, 600, 80)]
)
def test_a_percentage_is_never_said_before_it_is_reached(
    units: int, most: int, percent: int | None
) -> None:
    assert Share(units, most).percent == percent


def test_what_is_needed_is_rounded_up_and_shares_add_up() -> None:
    assert Share(most=61).needed(Decimal("0.80")) == 49
    assert total([Share(1, 2), Share(3, 6)]) == Share(4, 8)
    assert total([]) == Share(0, 0)
