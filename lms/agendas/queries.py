from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.agendas.models import AgendaRelease, SlotSeat
from lms.programmes.models import Participation, Programme, Slot, State


def last_release(programme: Programme) -> Select[AgendaRelease]:
    return releases(programme).limit(1)


def releases(programme: Programme) -> Select[AgendaRelease]:
    """The newest first, with who released it."""
    return (
        select(AgendaRelease)
        .options(joinedload(AgendaRelease.by))
        .where(AgendaRelease.programme_id == programme.id)
        .order_by(AgendaRelease.number.desc())
    )


def release(programme: Programme, number: int) -> Select[AgendaRelease]:
    return releases(programme).where(AgendaRelease.number == number)


def slot(programme: Programme, slot_id: int) -> Select[Slot]:
    return (
        select(Slot)
        .options(joinedload(Slot.lead))
        .where(Slot.programme_id == programme.id, Slot.id == slot_id)
    )


def everybody(programme: Programme) -> Select[User]:
    """Whoever has a place in it, in whatever role."""
    return (
        select(User)
        .join(Participation, Participation.user_id == User.id)
        .where(
            Participation.programme_id == programme.id,
            Participation.state == State.CONFIRMED.value,
        )
        .order_by(User.name, User.id)
    )


def those_who_come(slots: Collection[int]) -> Select[User]:
    """To one of these slots, as one of its seats or as its lead."""
    seated = select(SlotSeat.user_id).where(SlotSeat.slot_id.in_(slots))
    leads = select(Slot.lead_id).where(Slot.id.in_(slots), Slot.lead_id.is_not(None))
    return select(User).where(User.id.in_(seated.union(leads)))


def seats(programme: Programme) -> Select[int, int]:
    """How many want to come to each slot."""
    return (
        select(SlotSeat.slot_id, func.count(SlotSeat.user_id))
        .join(Slot, Slot.id == SlotSeat.slot_id)
        .where(Slot.programme_id == programme.id)
        .group_by(SlotSeat.slot_id)
    )


def turns_of(user: User, programme: Programme) -> Select[int, int]:
    """Of each slot they signed up for: how many did so before them."""
    other = select(SlotSeat).subquery()
    before = (
        select(func.count())
        .where(
            other.c.slot_id == SlotSeat.slot_id,
            (other.c.at < SlotSeat.at)
            | ((other.c.at == SlotSeat.at) & (other.c.user_id < SlotSeat.user_id)),
        )
        .scalar_subquery()
    )
    return (
        select(SlotSeat.slot_id, before)
        .join(Slot, Slot.id == SlotSeat.slot_id)
        .where(Slot.programme_id == programme.id, SlotSeat.user_id == user.id)
    )


def seat(slot: int, user: User) -> Select[SlotSeat]:
    return select(SlotSeat).where(SlotSeat.slot_id == slot, SlotSeat.user_id == user.id)
