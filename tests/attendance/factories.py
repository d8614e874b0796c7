"""A week that was held, with the people who came."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.agendas import actions as agendas
from lms.db import db
from lms.programmes import actions, places, queries
from lms.programmes.models import Participation, Programme, Slot
from tests.programmes.factories import FIRST_DAY, NOW, PLAN, applies

MONDAY = FIRST_DAY - timedelta(weeks=11)
HELD = replace(
    PLAN,
    starts_on=MONDAY,
    ends_on=MONDAY + timedelta(days=4),
    apply_by=MONDAY - timedelta(days=9),
    seats=60,
    seats_per_country=60,
)


def a_held_week(director: User, **said: object) -> Programme:
    """Five days of the template: two slots of three and a half hours a day."""
    row = actions.plan(replace(HELD, **said), by=director, at=NOW)  # type: ignore[arg-type]
    actions.open_up(row, at=NOW)
    agendas.release(row, note="", by=director, at=NOW)
    db.session.commit()
    return row


def comes(programme: Programme, name: str, country: str = "NI") -> Participation:
    here = db.session.get_one(
        Programme, programme.id, options=[joinedload(Programme.space)], populate_existing=True
    )
    row = applies(here, name, country)
    places.confirm(here, row, at=NOW)
    db.session.commit()
    return row


def person_of(row: Participation) -> User:
    return db.session.get_one(User, row.user_id)


def slots_of(programme: Programme) -> list[Slot]:
    return list(db.session.scalars(queries.slots(programme)))
