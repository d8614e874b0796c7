"""Programmes and the people in them. A draft is there for those who run it alone."""

from datetime import date

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.programmes.models import Component, Module, Participation, Programme, Role, Slot, State
from lms.spaces.readers import Reader

TAKES_A_SEAT = (Participation.role == Role.PARTICIPANT.value) & (
    Participation.state == State.CONFIRMED.value
)


def seen_by(reader: Reader) -> ColumnElement[bool]:
    """Opened ones are there for all members; a draft for those with a place in it already."""
    if reader.is_administrator or reader.person is None:
        return true() if reader.person else Programme.id.is_(None)
    place = aliased(Participation)  # the query may have places of its own
    mine = exists().where(place.programme_id == Programme.id, place.user_id == reader.person.id)
    return or_(Programme.opened_at.is_not(None), mine)


def coming(reader: Reader, today: date) -> Select[Programme]:
    """Those that are not over, the next first."""
    return (
        select(Programme)
        .where(seen_by(reader), Programme.ends_on >= today)
        .order_by(Programme.starts_on, Programme.id)
    )


def held(reader: Reader, today: date) -> Select[Programme]:
    """Those whose week is over."""
    return select(Programme).where(seen_by(reader), Programme.ends_on < today)


def programme(programme_id: int, reader: Reader) -> Select[Programme]:
    return (
        select(Programme)
        .options(joinedload(Programme.space))
        .where(Programme.id == programme_id, seen_by(reader))
    )


def programme_and_place(
    programme_id: int, reader: Reader
) -> Select[Programme, Participation | None]:
    """Beside the reader's own place in it, of whatever state."""
    mine = and_(Participation.programme_id == Programme.id, is_of(reader))
    return programme(programme_id, reader).add_columns(Participation).outerjoin(Participation, mine)


def is_of(reader: Reader) -> ColumnElement[bool]:
    """A place of the reader; a visitor has none."""
    return Participation.user_id == (reader.person.id if reader.person else None)


def twin_of(row: Programme, by: User) -> Select[Programme]:
    """The same plan of the same person, from another click."""
    return (
        select(Programme)
        .join(Participation, Participation.programme_id == Programme.id)
        .where(
            Programme.name == row.name,
            Programme.starts_on == row.starts_on,
            Participation.user_id == by.id,
            Participation.role == Role.DIRECTOR.value,
        )
    )


def place_of(user: User, programme_id: int) -> Select[Participation]:
    return select(Participation).where(
        Participation.programme_id == programme_id, Participation.user_id == user.id
    )


def places_of(user: User) -> Select[Participation]:
    """Wherever somebody has, had or asked for a place."""
    return select(Participation).where(Participation.user_id == user.id)


def place(programme: Programme, participation_id: int) -> Select[Participation]:
    return (
        select(Participation)
        .join(Participation.user)
        .options(contains_eager(Participation.user))
        .where(Participation.programme_id == programme.id, Participation.id == participation_id)
    )


def people(programme: Programme, *states: State) -> Select[Participation]:
    """With person and project, those who run it first, then by country and name."""
    return (
        select(Participation)
        .join(Participation.user)
        .options(contains_eager(Participation.user), joinedload(Participation.project))
        .where(
            Participation.programme_id == programme.id,
            Participation.state.in_([state.value for state in states]),
        )
        .order_by(Participation.country, User.name, Participation.id)
    )


def waiting(programme: Programme) -> Select[Participation]:
    """In the order in which they asked."""
    return (
        select(Participation)
        .options(joinedload(Participation.user))
        .where(
            Participation.programme_id == programme.id,
            Participation.state == State.WAITING.value,
        )
        .order_by(Participation.applied_at, Participation.id)
    )


def seats_taken(programme: Programme) -> Select[str, int]:
    """How many confirmed participants there are from each country."""
    return (
        select(Participation.country, func.count(Participation.id))
        .where(Participation.programme_id == programme.id, TAKES_A_SEAT)
        .group_by(Participation.country)
    )


def directors(programme: Programme) -> Select[User]:
    return (
        select(User)
        .join(Participation, Participation.user_id == User.id)
        .where(
            Participation.programme_id == programme.id,
            Participation.role == Role.DIRECTOR.value,
            Participation.state == State.CONFIRMED.value,
        )
    )


def directed_by(person: User) -> Select[int]:
    """Ids of the programmes that somebody directs."""
    return select(Participation.programme_id).where(
        Participation.user_id == person.id,
        Participation.role == Role.DIRECTOR.value,
        Participation.state == State.CONFIRMED.value,
    )


def modules(programme: Programme) -> Select[Module]:
    """In the order of the week."""
    order = {component.value: number for number, component in enumerate(Component)}
    return (
        select(Module)
        .where(Module.programme_id == programme.id)
        .order_by(case(order, value=Module.component))
    )


def slots(programme: Programme) -> Select[Slot]:
    return (
        select(Slot)
        .options(joinedload(Slot.module), joinedload(Slot.lead))
        .where(Slot.programme_id == programme.id)
        .order_by(Slot.starts_at, Slot.track, Slot.id)
    )
