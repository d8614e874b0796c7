"""The agenda in the format of RFC 5545: instants in UTC, which every program shows on its clock."""

from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from flask import current_app

from lms.agendas import snapshots
from lms.agendas.models import AgendaRelease
from lms.agendas.snapshots import Item
from lms.config import Settings
from lms.programmes.models import Programme

if TYPE_CHECKING:
    from icalendar import Event

MIMETYPE = "text/calendar"


def calendar(programme: Programme, release: AgendaRelease) -> bytes:
    """A slot keeps its UID; the number of the release is its SEQUENCE, so that later ones win."""
    from icalendar import Calendar  # slow to import, and only this needs it

    made = Calendar()
    settings: Settings = current_app.extensions["settings"]
    made.add("prodid", f"-//{settings.product_name}//Agenda//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", programme.name)
    for item in snapshots.read(release.slots):
        made.add_component(_event(item, programme, release, settings))
    written: bytes = made.to_ical()
    return written


def _event(item: Item, programme: Programme, release: AgendaRelease, settings: Settings) -> "Event":
    from icalendar import Event  # slow to import, and only this needs it

    event = Event()
    event.add("uid", f"slot-{item.id}@{settings.host}")
    event.add("dtstamp", release.at.astimezone(UTC))
    event.add("dtstart", item.starts_at.astimezone(UTC))
    event.add("dtend", item.ends_at.astimezone(UTC))
    event.add("sequence", release.number - 1)
    event.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    named = f"{item.track}: {item.title}" if item.track else item.title
    event.add("summary", _printable(named))
    event.add("location", _printable(", ".join(filter(None, (item.venue, programme.place)))))
    address = f"/programmes/{programme.id}/agenda"
    event.add("url", urljoin(settings.public_url.rstrip("/") + "/", address.lstrip("/")))
    return event


def _printable(text: str) -> str:
    """Without signs that no calendar can show, and that some refuse a whole file for."""
    return "".join(sign for sign in text if sign.isprintable())
