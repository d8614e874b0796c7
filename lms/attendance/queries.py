from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.agendas.models import SlotSeat
from lms.attendance.models import SlotMark
from lms.programmes import queries as programmes
from lms.programmes.models import Participation, Programme, Role, Slot, State


def participants(programme: Programme) -> Select[Participation]:
    """Those with a seat, by country and name; who runs it is in no register."""
    return programmes.people(programme, State.CONFIRMED).where(
        Participation.role == Role.PARTICIPANT.value
    )


def place(programme: Programme, participation_id: int) -> Select[Participation]:
    return participants(programme).where(Participation.id == participation_id)


def marks_of(slot_id: int) -> Select[SlotMark]:
    """The register of a slot, with who made each mark."""
    return (
        select(SlotMark)
        .options(joinedload(SlotMark.marked_by))
        .where(SlotMark.slot_id == slot_id)
        .order_by(SlotMark.marked_at.desc(), SlotMark.id)
    )


def marks_in(programme: Programme) -> Select[int, int, str]:
    """(slot, place, status) of every register of it."""
    return (
        select(SlotMark.slot_id, SlotMark.participation_id, SlotMark.status)
        .join(Slot, Slot.id == SlotMark.slot_id)
        .where(Slot.programme_id == programme.id)
    )


def marks_of_place(place: Participation) -> Select[int, str]:
    """(slot, status) of one person."""
    return select(SlotMark.slot_id, SlotMark.status).where(SlotMark.participation_id == place.id)


def signed_up(slot_ids: list[int]) -> Select[int, int]:
    """(slot, person) in the order in which they took seats."""
    return (
        select(SlotSeat.slot_id, SlotSeat.user_id)
        .where(SlotSeat.slot_id.in_(slot_ids))
        .order_by(SlotSeat.at, SlotSeat.user_id)
    )
