from collections.abc import Collection

from sqlalchemy import CompoundSelect, Select, bindparam, literal, select
from sqlalchemy.orm import joinedload

from lms.placements.models import Placement
from lms.stretches.models import Assessment, Reflection


def assessments_by(rubric: str, placements: Collection[int]) -> Select[Assessment]:
    return select(Assessment).where(
        Assessment.placement_id.in_(placements), Assessment.rubric_id == rubric
    )


def assessments_of(placement: Placement, *, released: bool) -> Select[Assessment]:
    """Rubrics filled in for a placement; the trainee asks for the released ones only."""
    query = (
        select(Assessment)
        .options(joinedload(Assessment.assessor))
        .where(Assessment.placement_id == placement.id)
    )
    return query.where(Assessment.released_at.is_not(None)) if released else query


def marks_of(
    placement: Placement, *more: Select[str, str], released: bool
) -> CompoundSelect[str, str]:
    """(what, target) of everything that was assessed or reflected on, in one question.

    `more` is what others want to know of the placement in the same question.
    """
    assessed = select(literal("assessed"), Assessment.target).where(
        Assessment.placement_id == placement.id
    )
    if released:
        assessed = assessed.where(Assessment.released_at.is_not(None))
    reflected = select(literal("reflected"), Reflection.target).where(
        Reflection.placement_id == placement.id
    )
    return assessed.union_all(reflected, *more)


ASSESSED = select(Assessment.placement_id, Assessment.target).where(
    Assessment.placement_id.in_(bindparam("placements", expanding=True))
)
