"""Hours that other features know of a person, so that one calendar shows them with the sessions.

Each gives its own with `gives_appointments`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.accounts.models import User
from lms.class_sessions.times import Times, times_of


@dataclass(frozen=True)
class Appointment:
    """`key` stays whatever changes, `version` counts from 1. `detail` is in the reader's words."""

    key: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    detail: str
    href: str
    version: int
    changed_at: datetime
    cancelled: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Entry(NamedTuple):
    """An appointment on the reader's clock."""

    appointment: Appointment
    times: Times


Provider = Callable[[User, datetime, datetime], Iterable[Appointment]]
_providers: list[Provider] = []


def gives_appointments(provider: Provider) -> Provider:
    """Asked for what a person has between two moments; once, when a feature is imported."""
    _providers.append(provider)
    return provider


def entries_of(person: User, begin: datetime, end: datetime, reader: ZoneInfo) -> list[Entry]:
    return [
        Entry(row, times_of(row, reader))
        for provider in _providers
        for row in provider(person, begin, end)
    ]
