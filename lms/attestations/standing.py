"""Who has attended enough for a certificate, and what others lack."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lms.attendance.expected import standing_slots
from lms.attendance.hours import Hours, hours_of
from lms.attestations import queries
from lms.attestations.models import Attestation
from lms.db import db
from lms.programmes.models import Participation, Programme


class Standing(NamedTuple):
    place: Participation
    hours: Hours
    attestation: Attestation | None

    @property
    def is_due(self) -> bool:
        return self.hours.enough and self.attestation is None


class Award(NamedTuple):
    """`ends_at` is when the last part of the agenda is over; before that nothing is certified."""

    rows: Sequence[Standing]
    ends_at: datetime | None

    def is_open(self, at: datetime) -> bool:
        return self.ends_at is not None and at >= self.ends_at

    @property
    def due(self) -> list[Standing]:
        return [row for row in self.rows if row.is_due]


def award_of(programme: Programme) -> Award:
    """Two statements."""
    items = standing_slots(programme)
    said: dict[int, dict[int, str]] = {}
    places: dict[int, tuple[Participation, Attestation | None]] = {}
    for place, issued, slot, status in db.session.execute(queries.participants(programme)):
        places[place.id] = place, issued
        said.setdefault(place.id, {})[slot] = status  # a place without marks has one of no slot
    percent = programme.certificate_percent
    rows = [
        Standing(place, hours_of(items, said[place.id], percent), issued)
        for place, issued in places.values()
    ]
    return Award(rows, max((item.ends_at for item in items), default=None))
