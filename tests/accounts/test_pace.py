from datetime import UTC, datetime, timedelta

from lms.accounts import pace
from lms.accounts.pace import Pace

SECOND = timedelta(seconds=1)
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def asked(counter: Pace, asker: str, *moments: float) -> list[bool]:
    return [
        counter.too_fast(asker, most=2, within=SECOND, at=NOON + timedelta(seconds=moment))
        for moment in moments
    ]


def test_so_many_within_a_second_and_no_more() -> None:
    assert asked(Pace(), "ana", 0, 0.1, 0.2) == [False, False, True]


def test_a_second_later_there_is_room_again() -> None:
    assert asked(Pace(), "ana", 0, 0.5, 0.9, 1, 1.2, 1.5) == [
        False,
        False,
        True,
        False,
        True,
        False,
    ]


def test_one_asker_does_not_hold_up_another() -> None:
    counter = Pace()

    assert asked(counter, "ana", 0, 0) + asked(counter, "bruno", 0) == [False, False, False]


def test_only_so_many_askers_are_remembered() -> None:
    counter = Pace()
    for number in range(pace.MOST_ASKERS + 3):
        asked(counter, f"asker {number}", 0)

    assert len(counter._moments) == pace.MOST_ASKERS
    assert "asker 2" not in counter._moments
