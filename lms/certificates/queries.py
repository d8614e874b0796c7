from sqlalchemy import Integer, Select, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.certificates.models import Certificate
from lms.completion.queries import certified_if
from lms.db import Blanks
from lms.editions.models import Enrolment, Role


def certificate(serial: str) -> Select[Certificate]:
    """By its number, which is enough to see it; with what decides who may do more."""
    return _with_enrolment().where(Certificate.serial == serial)


def certificate_to_draw(certificate_id: int) -> Select[Certificate]:
    return _with_enrolment().where(Certificate.id == certificate_id)


def _with_enrolment() -> Select[Certificate]:
    enrolment = joinedload(Certificate.enrolment)
    return select(Certificate).options(
        enrolment.joinedload(Enrolment.edition), enrolment.joinedload(Enrolment.user)
    )


def certificates_of(enrolment: Enrolment) -> Select[Certificate]:
    """Every certificate ever issued for it, the newest first; one at most is not revoked."""
    return (
        select(Certificate)
        .where(Certificate.enrolment_id == enrolment.id)
        .order_by(Certificate.id.desc())
    )


def certificates_for(user: User) -> tuple[Select[Certificate], Blanks]:
    """A person's own, the newest first."""
    return _CERTIFICATES_FOR, {"user": user.id}


# Asked by Today (docs/decisions/007).
_CERTIFICATES_FOR = (
    select(Certificate)
    .join(Certificate.enrolment)
    .where(Enrolment.user_id == bindparam("user", type_=Integer))
    .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
)


def traineeship(user: User, edition_id: int, enrolment_id: int) -> Select[Enrolment]:
    """A trainee of an edition, for the trainee and for whoever runs it, with both loaded."""
    query = (
        select(Enrolment)
        .options(joinedload(Enrolment.edition), joinedload(Enrolment.user))
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.edition_id == edition_id,
            Enrolment.role == Role.TRAINEE.value,
            Enrolment.ended_at.is_(None),
        )
    )
    if user.is_administrator:
        return query
    return query.where(
        or_(Enrolment.user_id == user.id, Enrolment.edition_id.in_(_editions_run_by(user)))
    )


def _editions_run_by(user: User) -> Select[int]:
    return select(Enrolment.edition_id).where(
        Enrolment.user_id == user.id,
        Enrolment.role == Role.COORDINATOR.value,
        Enrolment.ended_at.is_(None),
    )


certified_if(
    exists().where(Certificate.enrolment_id == Enrolment.id, Certificate.revoked_at.is_(None))
)
