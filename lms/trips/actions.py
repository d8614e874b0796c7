"""Propose a trip, consent to it for one side, take part in it, tell of it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete

from lms.accounts.models import User
from lms.db import db
from lms.trips import queries, telling
from lms.trips.models import ExchangeTrip, Side, TripPerson


class ChangedMeanwhileError(Exception):
    """Somebody else wrote in the meantime; what they wrote is not lost."""


@dataclass(frozen=True)
class Plan:
    kind: str
    title: str
    language: str
    guest_id: int
    host_id: int
    starts_on: date
    ends_on: date
    aims: str
    questions: str


@dataclass(frozen=True)
class Told:
    questions: str
    report: str
    follow_up: str


def propose(
    key: UUID, plan: Plan, *, by: User, at: datetime, initiative_id: int | None = None
) -> ExchangeTrip:
    """Sent twice, it is one."""
    row = ExchangeTrip(key=key, by_id=by.id, created_at=at, initiative_id=initiative_id)
    for name, value in asdict(plan).items():
        setattr(row, name, value)
    kept = db.keep_once(row, queries.sent_as(by, key))
    if kept is row:
        telling.tell_soon(row, at=at)
    return kept


def change(trip: ExchangeTrip, plan: Plan, *, seen: int, at: datetime) -> None:
    """Raises ChangedMeanwhileError, as `write` does."""
    write(trip, plan, seen=seen)
    telling.tell_soon(trip, at=at)


def write(trip: ExchangeTrip, said: Plan | Told, *, seen: int) -> None:
    """`seen` is the version that was changed; raises ChangedMeanwhileError for an older one."""
    db.hold(trip)
    db.session.refresh(trip, ["version"])
    if trip.version != seen:
        raise ChangedMeanwhileError
    for name, value in asdict(said).items():
        setattr(trip, name, value)
    trip.version += 1
    db.session.flush()


def consent(trip: ExchangeTrip, side: Side, *, by: User, at: datetime) -> None:
    """In the name of one side, once; the first name stands."""
    names = (f"{side.value}_consent_by_id", f"{side.value}_consent_at")
    db.hold(trip)
    db.session.refresh(trip, names)
    if getattr(trip, names[1]) is None:
        for name, value in zip(names, (by.id, at), strict=True):
            setattr(trip, name, value)
        db.session.flush()
        telling.tell_soon(trip, at=at)


def join(trip: ExchangeTrip, *, by: User, at: datetime) -> None:
    """Twice is once."""
    row = TripPerson(trip_id=trip.id, user_id=by.id, at=at)
    db.keep_once(row, queries.person(trip, by))


def leave(trip: ExchangeTrip, *, by: User) -> None:
    mine = (TripPerson.trip_id == trip.id, TripPerson.user_id == by.id)
    db.session.execute(delete(TripPerson).where(*mine))
