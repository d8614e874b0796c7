"""Make an agenda, release it, and take a seat in a slot that has few."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete

from lms.accounts.models import User
from lms.agendas import queries, snapshots
from lms.agendas.models import AgendaRelease, SlotSeat
from lms.agendas.snapshots import Changes, Item
from lms.agendas.telling import tell_of_release
from lms.db import db
from lms.programmes import queries as programmes
from lms.programmes.models import Programme, Slot


class NothingToReleaseError(Exception):
    """The agenda is as it was released already, or has no slot."""


@dataclass(frozen=True)
class Entry:
    """What a slot says. Instants in UTC."""

    component: str
    title: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    track: str
    capacity: int | None
    lead_id: int | None


def add(programme: Programme, entry: Entry) -> Slot:
    slot = Slot(programme_id=programme.id, **asdict(entry))
    db.session.add(slot)
    db.session.flush()
    return slot


def change(slot: Slot, entry: Entry) -> None:
    for name, value in asdict(entry).items():
        setattr(slot, name, value)
    db.session.flush()


def cancel(slot: Slot, *, at: datetime) -> None:
    """It stays in the agenda, struck out, once the next release is made."""
    slot.cancelled_at = slot.cancelled_at or at
    db.session.flush()


def restore(slot: Slot) -> None:
    slot.cancelled_at = None
    db.session.flush()


def released(programme: Programme) -> Sequence[Item]:
    """What the participants see; nothing before the first release."""
    last = db.session.scalars(queries.last_release(programme)).one_or_none()
    return snapshots.read(last.slots) if last else ()


def draft(programme: Programme) -> list[Item]:
    """What those who make it see."""
    slots = db.session.scalars(programmes.slots(programme))
    return snapshots.drawn(slots, programme.time_zone)


def release(programme: Programme, *, note: str, by: User, at: datetime) -> AgendaRelease:
    """Make public what was changed since the last time, and tell those whom it touches.

    Raises NothingToReleaseError.
    """
    db.hold(programme)
    last = db.session.scalars(queries.last_release(programme)).one_or_none()
    now = draft(programme)
    found = snapshots.changes(snapshots.read(last.slots) if last else (), now)
    if not found:
        raise NothingToReleaseError
    row = AgendaRelease(
        programme_id=programme.id,
        number=last.number + 1 if last else 1,
        at=at,
        by_id=by.id,
        note=note,
        slots=snapshots.kept(now),
    )
    db.session.add(row)
    db.session.flush()
    tell_of_release(programme, row, _touched(programme, found), at=at)
    return row


def _touched(programme: Programme, found: Changes) -> Sequence[User]:
    """A slot without a list of seats is everybody's."""
    if any(item.capacity is None for item in found.touched):
        return db.session.scalars(queries.everybody(programme)).all()
    numbers = [item.id for item in found.touched]
    return db.session.scalars(queries.those_who_come(numbers)).all()


def take_seat(slot: Slot, *, by: User, at: datetime) -> None:
    """Their turn is the moment they asked; twice is once."""
    db.keep_once(SlotSeat(slot_id=slot.id, user_id=by.id, at=at), queries.seat(slot.id, by))


def leave_seat(slot: Slot, *, by: User) -> None:
    """Who waited longest moves up by that."""
    db.session.execute(
        delete(SlotSeat).where(SlotSeat.slot_id == slot.id, SlotSeat.user_id == by.id)
    )
