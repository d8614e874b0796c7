from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Enrolment, Role
from lms.pauses.models import Pause
from lms.placements.models import Placement


def pauses_of(placement: Placement) -> Select[Pause]:
    """Every pause that was asked for, the newest first."""
    return (
        select(Pause)
        .options(joinedload(Pause.decider))
        .where(Pause.placement_id == placement.id)
        .order_by(Pause.asked_at.desc())
    )


def pauses_to_decide(coordinator: User) -> tuple[Select[Pause], Blanks]:
    """What trainees of this person's editions asked for and wait for, the longest first."""
    return _PAUSES_TO_DECIDE, {"coordinator": coordinator.id}


_COORDINATED = select(Enrolment.edition_id).where(
    Enrolment.user_id == bindparam("coordinator", type_=Integer),
    Enrolment.role == Role.COORDINATOR.value,
    Enrolment.ended_at.is_(None),
)
_PAUSES_TO_DECIDE = (
    select(Pause)
    .join(Pause.placement)
    .join(Placement.enrolment)
    .join(Enrolment.user)
    .options(
        contains_eager(Pause.placement)
        .contains_eager(Placement.enrolment)
        .contains_eager(Enrolment.user)
    )
    .where(Pause.decided_at.is_(None), Enrolment.edition_id.in_(_COORDINATED))
    .order_by(Pause.asked_at)
    .limit(8)
)
