from collections.abc import Collection
from datetime import date

from lms.accounts.models import User
from lms.trips.models import ExchangeTrip, Side


def belongs(trip: ExchangeTrip, projects: Collection[int]) -> bool:
    """Who works in one of the two."""
    return trip.guest_id in projects or trip.host_id in projects


def can_write(person: User, trip: ExchangeTrip, projects: Collection[int]) -> bool:
    return person.id == trip.by_id or belongs(trip, projects)


def can_plan(person: User, trip: ExchangeTrip, projects: Collection[int]) -> bool:
    """Until both have consented: what was consented to stays as it was."""
    return can_write(person, trip, projects) and not (trip.guest_consent_at or trip.host_consent_at)


def can_report(person: User, trip: ExchangeTrip, projects: Collection[int], today: date) -> bool:
    return can_write(person, trip, projects) and trip.is_agreed and today >= trip.starts_on


def can_consent(trip: ExchangeTrip, side: Side, projects: Collection[int]) -> bool:
    """Somebody of that side, and nobody in its place."""
    given = trip.guest_consent_at if side is Side.GUEST else trip.host_consent_at
    return given is None and trip.project_on(side) in projects
