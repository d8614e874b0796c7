"""The agenda of a programme as a calendar."""

from datetime import UTC
from typing import TYPE_CHECKING

from lms.agendas import snapshots
from lms.agendas.models import AgendaRelease
from lms.agendas.snapshots import Item
from lms.ical import a_calendar, an_event, say, whole
from lms.programmes.models import Programme

if TYPE_CHECKING:
    from icalendar import Calendar, Event


def calendar(programme: Programme, release: AgendaRelease) -> "Calendar":
    """A slot keeps its UID; the number of the release is its SEQUENCE, so that later ones win."""
    made = a_calendar("Agenda", programme.name)
    for item in snapshots.read(release.slots):
        made.add_component(_event(item, programme, release))
    return made


def _event(item: Item, programme: Programme, release: AgendaRelease) -> "Event":
    named = f"{item.track}: {item.title}" if item.track else item.title
    event = an_event(f"slot-{item.id}", named, release.at)
    event.add("dtstart", item.starts_at.astimezone(UTC))
    event.add("dtend", item.ends_at.astimezone(UTC))
    event.add("sequence", release.number - 1)
    event.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    say(event, "location", ", ".join(filter(None, (item.venue, programme.place))))
    event.add("url", whole(f"/programmes/{programme.id}/agenda"))
    return event
