"""What the marks of field logs ask of the database, for many trainees at once."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.fieldwork.models import Assessment, Placement
from lms.fieldwork.states import GIVEN_UP


def placements_that_count(enrolments: Collection[int]) -> Select[Placement]:
    """With their rules; of one trainee the newest comes last."""
    return (
        select(Placement)
        .options(joinedload(Placement.requirement_set))
        .where(Placement.enrolment_id.in_(enrolments), Placement.state.not_in(GIVEN_UP))
        .order_by(Placement.id)
    )


def assessments_by(rubric: str, placements: Collection[int]) -> Select[Assessment]:
    return select(Assessment).where(
        Assessment.placement_id.in_(placements), Assessment.rubric_id == rubric
    )
