"""Calendars in the format of RFC 5545, which phones and offices read.

Hours are instants in UTC, which every program shows on its own clock; so no zone is described.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from flask import Response, current_app

from lms.config import Settings
from lms.letters import in_one_line, printed

if TYPE_CHECKING:
    from icalendar import Calendar, Component, Event

MIMETYPE = "text/calendar"


def a_calendar(kind: str, name: str) -> "Calendar":
    from icalendar import Calendar  # slow to import, and only calendars need it

    made = Calendar()
    made.add("prodid", f"-//{_settings().product_name}//{kind}//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", in_one_line(name))  # the library takes a line end for a fault of ours
    return made


def an_event(key: str, summary: str, stamp: datetime) -> "Event":
    """One thing keeps one UID for ever, so that what is read later takes the place of the first."""
    from icalendar import Event  # slow to import, and only calendars need it

    event = Event()
    event.add("uid", f"{key}@{_settings().host}")
    event.add("dtstamp", stamp.astimezone(UTC))
    say(event, "summary", summary)
    return event


def say(component: "Component", name: str, text: str) -> None:
    """What people typed: without signs for which some programs refuse a whole file."""
    component.add(name, printed(text))


def whole(path: str) -> str:
    return urljoin(_settings().public_url.rstrip("/") + "/", path.lstrip("/"))


def to_be_saved(made: "Calendar", name: str) -> Response:
    response = Response(made.to_ical(), mimetype=MIMETYPE)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
