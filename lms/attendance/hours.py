"""What registers add up to: hours of the agenda in which somebody was there.

Present counts in full, late from a quarter of the slot on, excused and absent not at all: a
certificate says how long somebody was in the room. Hours in which several things ran side by side
count once, for the agenda as for the person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.agendas.snapshots import Item
from lms.class_sessions.models import Status

LATE = 4
"""Who is late has missed one part of so many."""

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Hours:
    """So many minutes of so many; `percent` of them are asked for."""

    minutes: int
    whole: int
    percent: int

    @property
    def share(self) -> int:
        """Rounded down, so that 80 is never said before it is reached."""
        return 100 * self.minutes // self.whole if self.whole else 0

    @property
    def needed(self) -> int:
        return -(-self.whole * self.percent // 100)

    @property
    def missing(self) -> int:
        return max(self.needed - self.minutes, 0)

    @property
    def enough(self) -> bool:
        return self.minutes > 0 and not self.missing


def hours_of(items: Sequence[Item], said: Mapping[int, str], percent: int) -> Hours:
    """Of one person, whose status in each slot is `said`."""
    there = (_there(item, said[item.id]) for item in items if item.id in said)
    whole = minutes_in((item.starts_at, item.ends_at) for item in items)
    return Hours(minutes_in(stretch for stretch in there if stretch), whole, percent)


def _there(item: Item, status: str) -> Stretch | None:
    if status == Status.PRESENT:
        return item.starts_at, item.ends_at
    if status == Status.LATE:
        return item.starts_at + (item.ends_at - item.starts_at) / LATE, item.ends_at
    return None


def minutes_in(stretches: Iterable[Stretch]) -> int:
    """Their length, each moment counted once."""
    seconds, until = 0.0, None
    for first, last in sorted(stretches):
        begins = first if until is None else max(first, until)
        seconds += max((last - begins).total_seconds(), 0)
        until = last if until is None else max(last, until)
    return int(seconds) // 60
