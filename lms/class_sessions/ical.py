"""Calendars in the format of RFC 5545, which phones and offices read.

Hours are instants in UTC, which every program shows on its own clock; so no zone is described.
A session keeps its UID whatever changes, counts its changes in SEQUENCE, and stays when cancelled.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from flask import current_app, url_for
from flask_babel import gettext as _

from lms.class_sessions.agenda import Agenda
from lms.class_sessions.lines import Line
from lms.config import Settings
from lms.editions.occasions import Occasion

if TYPE_CHECKING:
    from icalendar import Event

MIMETYPE = "text/calendar"
REFRESH = timedelta(hours=6)


def calendar(name: str, agenda: Agenda, *, at: datetime) -> bytes:
    """The whole file. The caller has chosen the language of its reader."""
    from icalendar import Calendar  # slow to import, and only feeds need it

    made = Calendar()
    made.add("prodid", f"-//{_settings().product_name}//Calendar//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for line in agenda.lines:
        made.add_component(_session(line))
    for occasion in agenda.occasions:
        made.add_component(_occasion(occasion, at))
    written: bytes = made.to_ical()
    return written


def _session(line: Line) -> "Event":
    row = line.session
    named = _("%(label)s: %(title)s", label=line.label, title=line.title)
    event = _event(f"session-{row.id}", named, row.changed_at)
    event.add("dtstart", row.starts_at.astimezone(UTC))
    event.add("dtend", row.ends_at.astimezone(UTC))
    event.add("sequence", row.version - 1)
    event.add("last-modified", row.changed_at.astimezone(UTC))
    event.add("status", "CANCELLED" if row.cancelled_at else "CONFIRMED")
    place = ", ".join(filter(None, (row.room, row.link)))
    if place:
        event.add("location", place)
    address = url_for("class_sessions.session", edition_id=row.edition_id, number=row.id)
    said = (row.cancelled_why, row.edition.name, _whole(address))
    event.add("description", "\n".join(filter(None, said)))
    event.add("url", _whole(address))
    return event


def _occasion(occasion: Occasion, at: datetime) -> "Event":
    event = _event(occasion.key, occasion.title, at)
    event.add("dtstart", occasion.on)
    event.add("dtend", occasion.on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("description", "\n".join(filter(None, (occasion.detail, _whole(occasion.href)))))
    event.add("url", _whole(occasion.href))
    return event


def _event(key: str, summary: str, stamp: datetime) -> "Event":
    from icalendar import Event  # slow to import, and only feeds need it

    event = Event()
    event.add("uid", f"{key}@{_settings().host}")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("summary", summary)
    return event


def _whole(path: str) -> str:
    return urljoin(_settings().public_url.rstrip("/") + "/", path.lstrip("/"))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
