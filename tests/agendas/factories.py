"""Slots and releases for tests."""

from datetime import UTC, datetime, time, timedelta

from lms.agendas import actions
from lms.agendas.actions import Entry
from lms.agendas.models import AgendaRelease
from lms.db import db
from lms.programmes.models import Programme, Slot
from tests.people import People
from tests.programmes.factories import FIRST_DAY, NOW


def entry(programme: Programme, title: str = "Dye yard", **said: object) -> Entry:
    """On the second day at eight in the evening, there."""
    starts = datetime.combine(FIRST_DAY + timedelta(days=1), time(20), programme.zone)
    fields = {
        "component": "exchange",
        "title": title,
        "starts_at": starts.astimezone(UTC),
        "ends_at": (starts + timedelta(hours=2)).astimezone(UTC),
        "venue": "",
        "track": "",
        "capacity": None,
        "lead_id": None,
    }
    return Entry(**(fields | said))  # type: ignore[arg-type]  # a test says what it changes


def a_slot(programme: Programme, title: str = "Dye yard", **said: object) -> Slot:
    slot = actions.add(programme, entry(programme, title, **said))
    db.session.commit()
    return slot


def released(programme: Programme, people: People) -> AgendaRelease:
    row = actions.release(programme, note="", by=people.coordinator, at=NOW)
    db.session.commit()
    return row
