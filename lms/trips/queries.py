from uuid import UUID

from sqlalchemy import Integer, Select, bindparam, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.initiatives.models import Initiative
from lms.projects.models import Project
from lms.trips.models import ExchangeTrip, TripPerson


def trips() -> Select[ExchangeTrip]:
    return select(ExchangeTrip).options(
        joinedload(ExchangeTrip.guest), joinedload(ExchangeTrip.host)
    )


def trip(number: int) -> Select[ExchangeTrip]:
    """With all that its page names, besides its people."""
    return (
        trips()
        .options(
            joinedload(ExchangeTrip.by),
            joinedload(ExchangeTrip.initiative),
            joinedload(ExchangeTrip.guest_consent_by),
            joinedload(ExchangeTrip.host_consent_by),
        )
        .where(ExchangeTrip.id == number)
    )


def of_project(project: Project) -> tuple[Select[ExchangeTrip], Blanks]:
    return _OF_PROJECT, {"project": project.id}


def of_initiative(initiative: Initiative) -> Select[ExchangeTrip]:
    here = ExchangeTrip.initiative_id == initiative.id
    return trips().where(here).order_by(ExchangeTrip.starts_on.desc(), ExchangeTrip.id)


def sent_as(by: User, key: UUID) -> Select[ExchangeTrip]:
    return select(ExchangeTrip).where(ExchangeTrip.by_id == by.id, ExchangeTrip.key == key)


def people(trip: ExchangeTrip) -> Select[TripPerson]:
    return (
        select(TripPerson)
        .join(TripPerson.user)
        .options(joinedload(TripPerson.user))
        .where(TripPerson.trip_id == trip.id)
        .order_by(User.name, User.id)
    )


def person(trip: ExchangeTrip, user: User) -> Select[TripPerson]:
    return select(TripPerson).where(TripPerson.trip_id == trip.id, TripPerson.user_id == user.id)


_PROJECT = bindparam("project", type_=Integer)
_OF_PROJECT = (
    trips()
    .where(or_(ExchangeTrip.guest_id == _PROJECT, ExchangeTrip.host_id == _PROJECT))
    .order_by(ExchangeTrip.starts_on.desc(), ExchangeTrip.id)
)
