from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.attendance import queries as attendance
from lms.attendance.models import SlotMark
from lms.attestations.models import Attestation
from lms.programmes.models import Participation, Programme


def attestation(serial: str) -> Select[Attestation]:
    """By its number, which is enough to see it."""
    place = joinedload(Attestation.participation)
    return select(Attestation).options(place).where(Attestation.serial == serial)


def to_draw(numbers: Collection[int]) -> Select[Attestation]:
    return select(Attestation).where(Attestation.id.in_(numbers)).order_by(Attestation.id)


def of_programme(programme: Programme) -> Select[Attestation]:
    """The newest first; of one person one at most is not revoked."""
    return (
        select(Attestation)
        .join(Attestation.participation)
        .where(Participation.programme_id == programme.id)
        .order_by(Attestation.id.desc())
    )


def participants(programme: Programme) -> Select[Participation, Attestation, int, str]:
    """Each with the certificate that stands, once for each (slot, status) of the registers."""
    stands = (Attestation.participation_id == Participation.id) & Attestation.revoked_at.is_(None)
    return (
        attendance.participants(programme)
        .outerjoin(Attestation, stands)
        .outerjoin(SlotMark, SlotMark.participation_id == Participation.id)
        .add_columns(Attestation, SlotMark.slot_id, SlotMark.status)
    )


def of_person(person: User) -> Select[Attestation]:
    return (
        select(Attestation)
        .join(Attestation.participation)
        .where(Participation.user_id == person.id)
        .order_by(Attestation.id.desc())
    )
