from sqlalchemy import Select, and_, func, literal, or_, select
from sqlalchemy.orm import joinedload

from lms.appeals.models import FINAL, Answer, Appeal
from lms.placements.models import Placement


def appeals_of(placement: Placement) -> Select[Appeal]:
    """All of a placement with their answers, the newest first."""
    return (
        select(Appeal)
        .options(joinedload(Appeal.marker), joinedload(Appeal.answers).joinedload(Answer.by))
        .where(Appeal.placement_id == placement.id)
        .order_by(Appeal.id.desc())
    )


def open_in(placement: Placement) -> Select[str, str]:
    """("appealed", target) of those that wait for an answer, to be asked beside other marks."""
    answers = (
        select(func.count(Answer.id))
        .where(Answer.appeal_id == Appeal.id)
        .correlate(Appeal)
        .scalar_subquery()
    )
    return select(literal("appealed"), Appeal.target).where(
        Appeal.placement_id == placement.id,
        or_(answers == 0, and_(Appeal.escalated_at.is_not(None), answers < FINAL)),
    )
