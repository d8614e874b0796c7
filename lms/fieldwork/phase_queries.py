"""What is asked about pauses and milestones."""

from datetime import date

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.fieldwork.models import Placement
from lms.fieldwork.phase_models import MilestoneReview, Pause
from lms.fieldwork.review_queries import SUPERVISED, SUPERVISOR
from lms.learning.models import Enrolment, Role


def milestone_reviews_of(placement: Placement) -> Select[MilestoneReview]:
    """Every asking for a gate of this placement with its decision, oldest first."""
    return (
        select(MilestoneReview)
        .options(joinedload(MilestoneReview.reviewer))
        .where(MilestoneReview.placement_id == placement.id)
        .order_by(MilestoneReview.id)
    )


def gates_to_decide(supervisor: User, *, on: date) -> Select[MilestoneReview]:
    """What trainees of this supervisor asked for and wait for, the longest first."""
    return _GATES_TO_DECIDE.params(supervisor=supervisor.id, today=on)


def pauses_of(placement: Placement) -> Select[Pause]:
    """Every pause that was asked for, the newest first."""
    return (
        select(Pause)
        .options(joinedload(Pause.decider))
        .where(Pause.placement_id == placement.id)
        .order_by(Pause.asked_at.desc())
    )


def pauses_to_decide(coordinator: User) -> Select[Pause]:
    """What trainees of this person's editions asked for and wait for, the longest first."""
    return _PAUSES_TO_DECIDE.params(coordinator=coordinator.id)


# What Today asks, each put together once (docs/decisions/007).
_GATES_TO_DECIDE = (
    select(MilestoneReview)
    .join(MilestoneReview.placement)
    .join(Placement.enrolment)
    .join(Enrolment.user)
    .options(
        contains_eager(MilestoneReview.placement).options(
            joinedload(Placement.requirement_set),
            contains_eager(Placement.enrolment).contains_eager(Enrolment.user),
        )
    )
    .where(
        MilestoneReview.decided_at.is_(None),
        MilestoneReview.placement_id.in_(SUPERVISED),
        Enrolment.user_id != SUPERVISOR,
    )
    .order_by(MilestoneReview.asked_at)
    .limit(8)
)
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
