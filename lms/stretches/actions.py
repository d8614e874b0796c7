"""Assessing a week or a month by a rubric."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from lms.accounts.models import User
from lms.content.rubric import Rubric
from lms.db import db
from lms.grading import actions as grading
from lms.placements import record
from lms.placements.models import Placement
from lms.stretches.models import Assessment


def assess(  # noqa: PLR0913  # a grade names all that it stands on
    placement: Placement,
    target: str,
    *,
    rubric: Rubric,
    levels: Mapping[str, int],
    comment: str,
    seen: int,
    by: User,
    at: datetime,
) -> Assessment:
    """Fill in a rubric for one week (target `week:3`) and show it to the trainee.

    `seen` is the version the assessor started from, 0 for none; `grading.actions.fill_in` says what
    happens when another stands there now.
    """
    row = _present_assessment(placement, target)
    row = row or Assessment(placement_id=placement.id, target=target)
    if grading.fill_in(row, rubric=rubric, levels=levels, comment=comment, seen=seen, by=by, at=at):
        row.released_at = at
        db.session.flush()
        details = {"target": target, "rubric": row.rubric_digest, "levels": dict(row.levels)}
        record.note("stretch.assessed", placement.id, by=by, at=at, **details)
    return row


def _present_assessment(placement: Placement, target: str) -> Assessment | None:
    """Asked with the placement held, so that the second of two graders finds the first one's."""
    db.hold(placement)
    known = select(Assessment).where(
        Assessment.placement_id == placement.id, Assessment.target == target
    )
    return db.session.scalars(known.execution_options(populate_existing=True)).one_or_none()
