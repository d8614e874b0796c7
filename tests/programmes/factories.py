"""Programmes and places in them for tests."""

from datetime import UTC, datetime, timedelta

from lms.accounts.models import User
from lms.db import db
from lms.programmes import actions, places
from lms.programmes.actions import Plan
from lms.programmes.models import Participation, Programme
from tests.people import a_person

NOW = datetime.now(UTC)
FIRST_DAY = NOW.date() + timedelta(days=63 - NOW.weekday())  # a Monday, two months away
PLAN = Plan(
    name="Joint learning week, Masaya",
    aim="A plan for ninety days with a partner abroad.",
    language="en",
    place="Masaya",
    country="NI",
    time_zone="America/Managua",
    starts_on=FIRST_DAY,
    ends_on=FIRST_DAY + timedelta(days=4),
    apply_by=FIRST_DAY - timedelta(days=14),
    seats=4,
    seats_per_country=2,
)
SENT = {name: str(value) for name, value in vars(PLAN).items()}


def a_programme(director: User, *, opened: bool = True) -> Programme:
    row = actions.plan(PLAN, by=director, at=NOW)
    if opened:
        actions.open_up(row, at=NOW)
    db.session.commit()
    return row


def applies(programme: Programme, name: str, country: str, *, minute: int = 0) -> Participation:
    """Somebody new; `minute` is their turn."""
    person = a_person(name)
    person.country = country
    at = NOW + timedelta(minutes=minute)
    row = places.apply(programme, by=person, project_id=None, expects="Looms.", at=at)
    db.session.commit()
    return row
