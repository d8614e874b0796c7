"""Assessing a week or a month by a rubric."""

from datetime import datetime

from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.grading import actions as grading
from lms.placements import record
from lms.placements.models import Placement
from lms.stretches.models import Assessment


def assess(
    placement: Placement, target: str, marking: grading.Marking, *, by: User, at: datetime
) -> Assessment:
    """Fill in a rubric for one week (target `week:3`) and show it to the trainee."""
    row = _present_assessment(placement, target)
    row = row or Assessment(placement_id=placement.id, target=target)
    if grading.fill_in(row, marking, by=by, at=at):
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
