"""What trainees write at the end of a week or a month, and what the course asks of each."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Select, select

from lms.db import db
from lms.placements.calendar import Stretch, stretches_of, unit_of
from lms.placements.models import Placement
from lms.stretches.models import Reflection

CALLS: Final = 1  # talks with the supervisor, and reflections, a week or month: curriculum 2.2, 2.3
REFLECTIONS: Final = 1
WORDS: Final = ("what", "so_what", "now_what", "question")


class ChangedElsewhereError(Exception):
    """The reflection was saved in another window since this one was opened."""

    def __init__(self, current: Reflection) -> None:
        super().__init__("the reflection was changed elsewhere")
        self.current = current


class Minima(NamedTuple):
    """What one stretch holds, and the least it has to hold; nothing when it was without work."""

    entries: int
    entries_min: int
    calls: int
    reflections: int
    is_idle: bool = False

    @property
    def are_met(self) -> bool:
        return self.is_idle or (
            self.entries >= self.entries_min
            and self.calls >= CALLS
            and self.reflections >= REFLECTIONS
        )


def minima_of(
    placement: Placement,
    days: Iterable[tuple[date, str, int]],
    reflected: Collection[str],
    idle: Collection[str] = (),
) -> dict[int, Minima]:
    """By number of the stretch, from (day, category, entries), and the targets reflected on.

    `idle` are the targets that were closed without work.
    """
    rows = list(days)
    least = (placement.requirement_set.rules or {}).get(f"entries_per_{unit_of(placement)}_min", 0)
    found = {}
    for stretch in stretches_of(placement):
        inside = [row for row in rows if stretch.first <= row[0] <= stretch.last]
        calls = sum(row[2] for row in inside if row[1] == "supervision")
        entries = sum(row[2] for row in inside)
        done, is_idle = int(stretch.target in reflected), stretch.target in idle
        found[stretch.number] = Minima(entries, least, calls, done, is_idle)
    return found


def fallen_short(placement: Placement, minima: Mapping[int, Minima], on: date) -> set[int]:
    """Numbers of the stretches that are over and hold less than the course asks."""
    over = [stretch.number for stretch in stretches_of(placement) if stretch.last < on]
    return {number for number in over if not minima[number].are_met}


def reflection_on(placement: Placement, stretch: Stretch) -> Select[Reflection]:
    return select(Reflection).where(
        Reflection.placement_id == placement.id, Reflection.target == stretch.target
    )


def write(
    placement: Placement, stretch: Stretch, *, words: dict[str, str], seen: int, at: datetime
) -> Reflection:
    """Keep the reflection on a stretch; `seen` is the version it started from, 0 for none.

    Raises ChangedElsewhereError when another stands there now; the same sent twice is kept once.
    """
    db.hold(placement)
    query = reflection_on(placement, stretch).execution_options(populate_existing=True)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        row = Reflection(placement_id=placement.id, target=stretch.target, **words, written_at=at)
        db.session.add(row)
    elif any(getattr(row, name) != text for name, text in words.items()):
        if row.version != seen:
            raise ChangedElsewhereError(row)
        for name, text in words.items():
            setattr(row, name, text)
        row.written_at = at
    db.session.flush()
    return row
