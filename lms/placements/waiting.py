"""What waits for who supervises or assesses, so that one list can show all of it.

The list stands beside the features that know such work; each says its own with `tell`.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select

from lms.accounts.models import User

Mark = tuple[bool, datetime, UUID]
"""Where a page of the list ends: whether it came back, since when it waits, which it is."""

Among = Select[int] | None
"""Placements by their number, with the blanks of `placements.queries.SUPERVISED`; or all."""


class Waiting(NamedTuple):
    """One piece of work. `notes` and `flags` are badges; `language` is that of the title."""

    again: bool
    since: datetime
    id: UUID
    person: str
    title: str
    detail: str
    text: str
    href: str
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    language: str = ""

    @property
    def place(self) -> tuple[bool, datetime, str]:
        """What came back stands first, then what waits longest."""
        return (not self.again, self.since, self.id.hex)


class Source(NamedTuple):
    """`page` gives so many after a mark, of some placements or all; `total` says how many."""

    page: Callable[[User, date, Mark | None, int, Among], list[Waiting]]
    total: Callable[[User, date], int]


_sources: list[Source] = []


def tell(source: Source) -> Source:
    """Add to the list of everybody whose work it is; once, when a feature is imported."""
    if source not in _sources:
        _sources.append(source)
    return source


def waiting_after(
    person: User, on: date, after: Mark | None, most: int, *, among: Among = None
) -> list[Waiting]:
    return [row for source in _sources for row in source.page(person, on, after, most, among)]


def count_waiting(person: User, on: date) -> int:
    return sum(source.total(person, on) for source in _sources)
