"""An agenda at one moment, and what is different in a later one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from lms.programmes.models import Slot

WORDS = ("component", "title", "venue", "track", "lead", "capacity")


@dataclass(frozen=True)
class Item:
    """One slot as it is shown. `lead` is a name; `time_zone` is that of the place."""

    id: int
    component: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    venue: str = ""
    track: str = ""
    lead: str = ""
    capacity: int | None = None
    cancelled: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


@dataclass(frozen=True)
class Changes:
    """Each by what a reader has to do: come, come at another hour, go elsewhere, stay away."""

    new: Sequence[Item] = ()
    moved: Sequence[tuple[Item, Item]] = ()
    changed: Sequence[tuple[Item, Item]] = ()
    cancelled: Sequence[Item] = ()

    def __bool__(self) -> bool:
        return any((self.new, self.moved, self.changed, self.cancelled))

    @property
    def touched(self) -> list[Item]:
        """Every slot that is not as it was, as it is now."""
        return [
            *self.new,
            *(now for _before, now in (*self.moved, *self.changed)),
            *self.cancelled,
        ]


def drawn(slots: Iterable[Slot], time_zone: str) -> list[Item]:
    """The agenda as it stands in the tables; `slots` with their leads."""
    return [
        Item(
            id=slot.id,
            component=slot.component,
            title=slot.title,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            time_zone=time_zone,
            venue=slot.venue,
            track=slot.track,
            lead=slot.lead.name if slot.lead else "",
            capacity=slot.capacity,
            cancelled=slot.cancelled_at is not None,
        )
        for slot in slots
    ]


def kept(items: Iterable[Item]) -> list[dict[str, Any]]:
    """For JSON."""
    return [
        vars(item) | {"starts_at": item.starts_at.isoformat(), "ends_at": item.ends_at.isoformat()}
        for item in items
    ]


def read(rows: Iterable[dict[str, Any]]) -> list[Item]:
    return [
        Item(**row | {name: datetime.fromisoformat(row[name]) for name in ("starts_at", "ends_at")})
        for row in rows
    ]


def changes(before: Sequence[Item], now: Sequence[Item]) -> Changes:
    """A slot that is both moved and renamed is moved; one that is gone is cancelled."""
    known = {item.id: item for item in before if not item.cancelled}
    standing = [item for item in now if not item.cancelled]
    pairs = [(known[item.id], item) for item in standing if item.id in known]
    left = {item.id for item in standing}
    return Changes(
        new=[item for item in standing if item.id not in known],
        moved=[pair for pair in pairs if _hours(pair[0]) != _hours(pair[1])],
        changed=[
            pair
            for pair in pairs
            if _hours(pair[0]) == _hours(pair[1]) and _words(pair[0]) != _words(pair[1])
        ],
        cancelled=[item for number, item in known.items() if number not in left],
    )


def _hours(item: Item) -> tuple[datetime, datetime]:
    return item.starts_at, item.ends_at


def _words(item: Item) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in WORDS)


def clashes(items: Sequence[Item]) -> list[tuple[Item, Item]]:
    """Slots at the same time that share a room or a person: told, and never forbidden."""
    standing = sorted((item for item in items if not item.cancelled), key=_hours)
    return [
        (first, second)
        for number, first in enumerate(standing)
        for second in standing[number + 1 :]
        if second.starts_at < first.ends_at and _shares(first, second)
    ]


def _shares(first: Item, second: Item) -> bool:
    room = bool(first.venue) and first.venue == second.venue
    return room or (bool(first.lead) and first.lead == second.lead)
