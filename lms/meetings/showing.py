"""An hour on everybody's clock: who lives by the same stands on one line."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.class_sessions.times import city, clock, offset
from lms.meetings.hours import Burden


class Asked(NamedTuple):
    """Somebody, where they live, and what the hour asks of them."""

    name: str
    time_zone: str
    burden: Burden


class Line(NamedTuple):
    """`ahead` is how many days their date is beyond the reader's."""

    on: date
    hours: str
    ahead: int
    cities: str
    offset: str
    burden: Burden
    names: list[str]


def lines_of(
    starts_at: datetime, ends_at: datetime, people: Iterable[Asked], reader: ZoneInfo
) -> list[Line]:
    """From the west to the east."""
    alike: dict[tuple[datetime, datetime, Burden], list[Asked]] = defaultdict(list)
    walls = cache(lambda zone: (_wall(starts_at, zone), _wall(ends_at, zone)))
    for person in people:
        alike[*walls(person.time_zone), person.burden].append(person)
    today = starts_at.astimezone(reader).date()
    return [_line(starts_at, ends_at, alike[key], today) for key in sorted(alike)]


def _wall(moment: datetime, time_zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(time_zone)).replace(tzinfo=None)


def _line(starts_at: datetime, ends_at: datetime, people: list[Asked], today: date) -> Line:
    zone = ZoneInfo(people[0].time_zone)
    on = starts_at.astimezone(zone).date()
    return Line(
        on=on,
        hours=hours_on(starts_at, ends_at, zone),
        ahead=(on - today).days,
        cities=", ".join(dict.fromkeys(city(person.time_zone) for person in people)),
        offset=offset(starts_at, zone),
        burden=people[0].burden,
        names=[person.name for person in people],
    )


def hours_on(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    said = f"{clock(starts_at, zone)}–{clock(ends_at, zone)}"
    over = ends_at.astimezone(zone).date() > starts_at.astimezone(zone).date()
    return _("%(hours)s (the day after)", hours=said) if over else said
