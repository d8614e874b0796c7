"""The week a programme begins with: five days of the six components, to be changed to the place."""

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _l

from lms.class_sessions.times import instant
from lms.programmes.models import Component, Programme, Slot

Row = dict[str, Any]

MORNING, AFTERNOON = (time(9), time(12, 30)), (time(14), time(17, 30))


class _Part(NamedTuple):
    """`days` are counted from the first; the text is put into the programme's language."""

    component: Component
    title: str
    aim: str
    slots: tuple[tuple[int, tuple[time, time], str], ...]


PARTS = (
    _Part(
        Component.FRAMEWORK,
        _l("Clusters, networks and the method"),
        _l("One set of words for all, and what each wants to take home."),
        (
            (0, MORNING, _l("What clusters and networks are; what is new in the method")),
            (0, AFTERNOON, _l("Projects on the wall; what each of us wants to learn")),
        ),
    ),
    _Part(
        Component.ENTREPRENEURS,
        _l("Firms and networks at work"),
        _l("See two networks or firms, with three questions agreed before."),
        (
            (1, MORNING, _l("Visits to two networks or firms")),
            (1, AFTERNOON, _l("What we saw, by crucial factors")),
        ),
    ),
    _Part(
        Component.SERVICES,
        _l("Business development services"),
        _l("What services do for firms here, and what differs at home."),
        (
            (2, MORNING, _l("Visits to two service or technology centres")),
            (2, AFTERNOON, _l("Services compared, country by country")),
        ),
    ),
    _Part(
        Component.INSTITUTIONS,
        _l("Institutions around the firms"),
        _l("Who carries the work on: ministry, bank, association, municipality."),
        ((3, MORNING, _l("Panel of institutions")),),
    ),
    _Part(
        Component.INSTRUMENTS,
        _l("Instruments on our own data"),
        _l("Take your map, your network profile and your plan, and mend them."),
        ((3, AFTERNOON, _l("Clinic of instruments")),),
    ),
    _Part(
        Component.EXCHANGE,
        _l("Cooperation between projects"),
        _l("Plans for ninety days, made by people of more than one country."),
        (
            (4, MORNING, _l("Advice in threes; plans for 90 days")),
            (4, AFTERNOON, _l("What we do together from here on, in public")),
        ),
    ),
)


def modules_of(programme: Programme) -> list[Row]:
    """In the language of the moment."""
    return [
        {
            "programme_id": programme.id,
            "component": part.component.value,
            "title": str(part.title),
            "aim": str(part.aim),
        }
        for part in PARTS
    ]


def slots_of(programme: Programme) -> list[Row]:
    """Days beyond the programme's last fall away.

    Raises NoSuchHourError when the clocks of the place go forward over an hour of it.
    """
    found = []
    for part in PARTS:
        for number, times, title in part.slots:
            day = programme.starts_on + timedelta(days=number)
            if day <= programme.ends_on:
                starts, ends = (instant(day, wall, programme.zone) for wall in times)
                found.append(slot(programme, part.component, str(title), starts, ends))
    return found


def slot(programme: Programme, component: str, title: str, starts: datetime, ends: datetime) -> Row:
    return {
        "programme_id": programme.id,
        "component": str(component),
        "title": title,
        "starts_at": starts,
        "ends_at": ends,
    }


def on_wall(
    slot: Slot, before: ZoneInfo, now: ZoneInfo, *, later: timedelta = timedelta()
) -> tuple[datetime, datetime]:
    """The hours that a clock of `before` showed, on a clock of `now`, so many days later.

    Raises NoSuchHourError when the clocks go forward over one of them.
    """
    starts, ends = (
        instant(wall.date() + later, wall.time(), now)
        for wall in (slot.starts_at.astimezone(before), slot.ends_at.astimezone(before))
    )
    return starts, ends
