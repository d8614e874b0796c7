"""The calendar of somebody's dates, and the timetable of an edition.

A session keeps its UID whatever changes, counts its changes in SEQUENCE, and stays when cancelled.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _

from lms.class_sessions.agenda import Agenda
from lms.class_sessions.appointments import Appointment
from lms.class_sessions.lines import Line
from lms.class_sessions.times import clock
from lms.editions.occasions import Occasion
from lms.ical import a_calendar, an_event, say, whole

if TYPE_CHECKING:
    from icalendar import Calendar, Event

REFRESH = timedelta(hours=6)


def calendar(name: str, agenda: Agenda, *, at: datetime) -> "Calendar":
    """The caller has chosen the language of its reader."""
    made = a_calendar("Calendar", name)
    made.add("calscale", "GREGORIAN")
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for line in agenda.lines:
        made.add_component(_session(line))
    for entry in agenda.entries:
        made.add_component(_appointment(entry.appointment))
    for occasion in agenda.occasions:
        made.add_component(_occasion(occasion, at))
    return made


def _session(line: Line) -> "Event":
    row = line.session
    named = _("%(label)s: %(title)s", label=line.label, title=line.title)
    event = an_event(f"session-{row.id}", named, row.changed_at)
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    event.add("sequence", row.version - 1)
    event.add("last-modified", row.changed_at.astimezone(UTC))
    event.add("status", "CANCELLED" if row.cancelled_at else "CONFIRMED")
    place = ", ".join(filter(None, (row.room, row.link)))
    if place:
        say(event, "location", place)
    address = url_for("class_sessions.session", edition_id=row.edition_id, number=row.id)
    said = (row.cancelled_why, row.edition.name, whole(address))
    say(event, "description", "\n".join(filter(None, said)))
    event.add("url", whole(address))
    return event


def _appointment(row: Appointment) -> "Event":
    """Its hours on the clock of the place stand in the text, with the whole name of the zone."""
    event = an_event(row.key, row.title, row.changed_at)
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    event.add("sequence", row.version - 1)
    event.add("last-modified", row.changed_at.astimezone(UTC))
    event.add("status", "CANCELLED" if row.cancelled else "CONFIRMED")
    if row.place:
        say(event, "location", row.place)
    hours = f"{clock(row.starts_at, row.zone)}–{clock(row.ends_at, row.zone)} {row.time_zone}"
    say(event, "description", "\n".join(filter(None, (row.detail, hours, whole(row.href)))))
    event.add("url", whole(row.href))
    return event


def _occasion(occasion: Occasion, at: datetime) -> "Event":
    event = an_event(occasion.key, occasion.title, at)
    event.add("dtstart", occasion.on)
    event.add("dtend", occasion.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    say(event, "description", "\n".join(filter(None, (occasion.detail, whole(occasion.href)))))
    event.add("url", whole(occasion.href))
    return event
