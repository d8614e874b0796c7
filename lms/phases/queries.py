from datetime import date

from sqlalchemy import Select, func, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Enrolment
from lms.phases.models import MilestoneReview
from lms.placements.models import Placement
from lms.placements.queries import SUPERVISED, SUPERVISOR


def milestone_reviews_of(placement: Placement) -> Select[MilestoneReview]:
    """Every asking for a gate of this placement with its decision, oldest first."""
    return (
        select(MilestoneReview)
        .options(joinedload(MilestoneReview.reviewer))
        .where(MilestoneReview.placement_id == placement.id)
        .order_by(MilestoneReview.id)
    )


def opened_in(placement: Placement) -> Select[str, str]:
    """("opened", milestone), to be asked beside the marks of its stretches."""
    return select(literal("opened"), MilestoneReview.milestone).where(
        MilestoneReview.placement_id == placement.id, MilestoneReview.decision == "opened"
    )


def gates_to_decide(supervisor: User, *, on: date) -> tuple[Select[MilestoneReview], Blanks]:
    """What trainees of this supervisor asked for and wait for, the longest first."""
    return _GATES_TO_DECIDE, {"supervisor": supervisor.id, "today": on}


# What Today asks, each put together once (docs/decisions/007).
_ASKED = (
    MilestoneReview.decided_at.is_(None),
    MilestoneReview.placement_id.in_(SUPERVISED),
    Enrolment.user_id != SUPERVISOR,
)
COUNT_GATES_TO_DECIDE = (
    select(func.count(MilestoneReview.id), func.min(MilestoneReview.asked_at))
    .join(MilestoneReview.placement)
    .join(Placement.enrolment)
    .where(*_ASKED)
)
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
    .where(*_ASKED)
    .order_by(MilestoneReview.asked_at)
    .limit(8)
)
