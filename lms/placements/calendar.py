"""The stretches of a placement: weeks or months, as its course counts them.

A pause stops the calendar, and part time makes each stretch last twice as long; what is asked of a
stretch stays the same.
"""

from collections.abc import Collection, Iterator
from datetime import date
from itertools import takewhile
from typing import NamedTuple, Self

from lms.intakes.spans import DAY, later
from lms.placements.models import Placement
from lms.placements.periods import Asked, unit_in


class Stretch(NamedTuple):
    unit: str
    number: int
    first: date
    last: date

    @property
    def target(self) -> str:
        """Under what its assessment and its reflection are kept."""
        return f"{self.unit}:{self.number}"


def unit_of(placement: Placement) -> str:
    return unit_in(placement.requirement_set.rules)


def asked_of(placement: Placement) -> list[Asked]:
    return placement.requirement_set.asked


class _Calendar(NamedTuple):
    """The dates of a placement, read once: a list of thirty placements asks for many days."""

    starts_on: date
    ends_on: date
    factor: int
    pauses: list[tuple[date, date]]

    @classmethod
    def of(cls, placement: Placement) -> Self:
        return cls(
            placement.starts_on, placement.ends_on, placement.calendar_factor, placement.paused
        )

    def day_after(self, days: int) -> date:
        day = self.starts_on + days * DAY
        for first, last in self.pauses:
            if first <= day:
                day += last - first + DAY
        return day

    def days_until(self, on: date) -> int:
        on = min(on, self.ends_on)
        whole = (on - self.starts_on).days + 1
        off = sum((min(last, on) - first).days + 1 for first, last in self.pauses if first <= on)
        return max(whole - off, 0)

    def stretches(self, unit: str) -> Iterator[Stretch]:
        """From the first day to the last; the last stretch may be cut short."""
        number, first = 1, self.day_after(0)
        while first <= self.ends_on:
            passed = (later(self.starts_on, unit, number * self.factor) - self.starts_on).days
            last = min(self.day_after(passed - 1), self.ends_on)
            yield Stretch(unit, number, first, last)
            number, first = number + 1, self.day_after(passed)


def stretches_of(placement: Placement) -> list[Stretch]:
    return list(_Calendar.of(placement).stretches(unit_of(placement)))


def day_after(placement: Placement, days: int) -> date:
    """The day on which so many days have passed, those of pauses not counted."""
    return _Calendar.of(placement).day_after(days)


def days_until(placement: Placement, on: date) -> int:
    """Days from the first to that one, both counted, without pauses; 0 before the first."""
    return _Calendar.of(placement).days_until(on)


def stretch_number(placement: Placement, day: date) -> int:
    """In which stretch a day falls; days before, after or in a pause count to the next one."""
    found = stretches_of(placement)
    return next((stretch.number for stretch in found if day <= stretch.last), found[-1].number)


def to_assess(placement: Placement, assessed: Collection[str], on: date) -> list[Stretch]:
    """Stretches that are over and count for the award, and that nobody has assessed yet."""
    asked = {number for period in asked_of(placement) for number in period.numbers}
    stretches = _Calendar.of(placement).stretches(unit_of(placement))
    over = takewhile(lambda stretch: stretch.last < on, stretches)
    return [row for row in over if row.number in asked and row.target not in assessed]
