from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.entrustment.models import Entrustment
from lms.phases.models import MilestoneReview
from lms.placements.models import Placement


def said_of(placement: Placement) -> Select[Entrustment]:
    """All that was said between gates, with who said it, the newest first."""
    return (
        select(Entrustment)
        .options(joinedload(Entrustment.by))
        .where(Entrustment.placement_id == placement.id)
        .order_by(Entrustment.id.desc())
    )


def said_at_gates(placement: Placement) -> Select[MilestoneReview]:
    """The decisions on its gates, each with the step that was asked for there."""
    return (
        select(MilestoneReview)
        .options(joinedload(MilestoneReview.reviewer))
        .where(
            MilestoneReview.placement_id == placement.id, MilestoneReview.entrustment.is_not(None)
        )
    )
