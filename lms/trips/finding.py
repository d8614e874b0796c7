"""The trip of an address, and what the reader is to it."""

from typing import NamedTuple

from lms.accounts.session import me
from lms.db import db
from lms.directory import working
from lms.trips import policy, queries
from lms.trips.models import ExchangeTrip


class Here(NamedTuple):
    """`projects` are those the reader works in."""

    trip: ExchangeTrip
    projects: frozenset[int]

    @property
    def writes(self) -> bool:
        return policy.can_write(me(), self.trip, self.projects)


def the_trip(number: int) -> Here:
    """Two statements; every member reads it."""
    row = db.find_or_404(queries.trip(number))
    return Here(row, my_projects())


def my_projects() -> frozenset[int]:
    return frozenset(db.session.scalars(working.projects_of(me())))
