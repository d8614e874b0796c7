"""A session's hours for a reader: on their own clock, and on the clock of the room.

Rows keep instants in UTC and the zone of the room. What somebody types is a time on its wall.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from flask_babel import gettext as _

from lms.i18n import chosen_time_zone, language, show_date


class Timed(Protocol):
    """What has hours at a place: a class session, a slot of an agenda."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def time_zone(self) -> str: ...
    @property
    def zone(self) -> ZoneInfo: ...


class NoSuchHourError(ValueError):
    """The clocks of the place go forward over this time: it is on no clock that day."""


class Times(NamedTuple):
    """`there` is empty where the clock of the room shows the same as the reader's."""

    on: date
    here: str
    there: str


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """The moment at which a clock on the wall shows this; raises NoSuchHourError."""
    local = datetime.combine(day, wall, zone)
    moment = local.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchHourError(local.isoformat())
    return moment


def readers_zone() -> ZoneInfo:
    return ZoneInfo(chosen_time_zone())


def times_of(session: Timed, reader: ZoneInfo) -> Times:
    here, there = session.starts_at.astimezone(reader), session.starts_at.astimezone(session.zone)
    times = Times(here.date(), _from_to(session, reader), "")
    if here.utcoffset() == there.utcoffset() and _ends_alike(session, reader):
        return times
    named = _("%(time)s in %(place)s", time=_from_to(session, session.zone), place=place(session))
    if there.date() != here.date():
        named = _("%(day)s, %(time)s", day=show_date(there.date(), "day"), time=named)
    return times._replace(there=named)


def _ends_alike(session: Timed, reader: ZoneInfo) -> bool:
    """Clocks that go forward in between part those that showed the same."""
    end = session.ends_at
    return end.astimezone(reader).utcoffset() == end.astimezone(session.zone).utcoffset()


def _from_to(session: Timed, zone: ZoneInfo) -> str:
    said = f"{clock(session.starts_at, zone)}–{clock(session.ends_at, zone)}"
    first, last = (row.astimezone(zone).date() for row in (session.starts_at, session.ends_at))
    return _("%(hours)s (the day after)", hours=said) if last > first else said


def clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def place(session: Timed) -> str:
    return city(session.time_zone)


def city(zone: str) -> str:
    """The town a time zone is named after, in the reader's language."""
    return _city(zone, language())


@cache
def _city(zone: str, locale: str) -> str:
    if "/" not in zone:
        return zone
    return get_timezone_location(zone, locale=locale, return_city=True).rpartition("/")[2]


def offset(moment: datetime, zone: ZoneInfo) -> str:
    """How far the zone's clocks are from Greenwich at that moment: UTC+05:30."""
    ahead = moment.astimezone(zone).utcoffset() or timedelta()
    minutes = int(ahead.total_seconds()) // 60
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "UTC"
