"""What is asked about pauses and milestones."""

from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.fieldwork.models import Placement
from lms.fieldwork.phase_models import MilestoneReview, Pause
from lms.fieldwork.review_queries import supervised_by
from lms.learning.models import Enrolment, Role


def milestone_reviews_of(placement: Placement) -> Select[MilestoneReview]:
    """Every asking for a gate of this placement with its decision, oldest first."""
    return (
        select(MilestoneReview)
        .options(joinedload(MilestoneReview.reviewer))
        .where(MilestoneReview.placement_id == placement.id)
        .order_by(MilestoneReview.id)
    )


def opened_in(placement: Placement) -> Select[str]:
    """The milestones whose gates were opened."""
    return select(MilestoneReview.milestone).where(
        MilestoneReview.placement_id == placement.id, MilestoneReview.decision == "opened"
    )


def gates_to_decide(supervisor: User, *, on: date) -> Select[MilestoneReview]:
    """What trainees of this supervisor asked for and wait for, the longest first."""
    return (
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
            MilestoneReview.placement_id.in_(supervised_by(supervisor, on=on)),
            Enrolment.user_id != supervisor.id,
        )
        .order_by(MilestoneReview.asked_at)
        .limit(8)
    )


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
    mine = select(Enrolment.edition_id).where(
        Enrolment.user_id == coordinator.id,
        Enrolment.role == Role.COORDINATOR.value,
        Enrolment.ended_at.is_(None),
    )
    return (
        select(Pause)
        .join(Pause.placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .options(
            contains_eager(Pause.placement)
            .contains_eager(Placement.enrolment)
            .contains_eager(Enrolment.user)
        )
        .where(Pause.decided_at.is_(None), Enrolment.edition_id.in_(mine))
        .order_by(Pause.asked_at)
        .limit(8)
    )
