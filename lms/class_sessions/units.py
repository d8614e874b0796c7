"""What attendance counts: whole units of an hour, and what each status is worth of them.

A day of six units may be missed in part without being lost as a whole. Late costs one unit,
but never the last one; excused counts half, rounded up; absent counts nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from lms.class_sessions.models import Kind, Status

UNIT = 60  # minutes
COUNTED = frozenset({Kind.CLASS, Kind.ONLINE})
"""Kinds whose units make the attendance rate; supervision and defence are held one by one."""


def units_of(minutes: int) -> int:
    """Rounded to the nearest unit, half an hour upwards, one at least."""
    return max((minutes + UNIT // 2) // UNIT, 1)


def worth(status: str, most: int) -> int:
    """Units that a status stands for in a session of so many."""
    return {
        Status.PRESENT: most,
        Status.LATE: max(most - 1, 1),
        Status.EXCUSED: (most + 1) // 2,
        Status.ABSENT: 0,
    }[Status(status)]


def attended(status: str, units: int | None, most: int) -> int:
    """Units that count: those written down, else those of the status; never more than there are."""
    return min(worth(status, most) if units is None else units, most)


@dataclass(frozen=True)
class Share:
    """So many of so many units."""

    units: int = 0
    most: int = 0

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 80 is never said before it is reached."""
        return 100 * self.units // self.most if self.most else None

    def needed(self, share: Decimal) -> int:
        return int((self.most * share).to_integral_value(ROUND_CEILING))


def total(shares: Iterable[Share]) -> Share:
    found = list(shares)
    return Share(sum(row.units for row in found), sum(row.most for row in found))
