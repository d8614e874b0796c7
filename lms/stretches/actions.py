"""Assessing a week or a month by a rubric."""

from datetime import datetime

from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.grading import actions as grading
from lms.placements import record
from lms.placements.models import Placement
from lms.second_marks import actions as second_marks
from lms.second_marks.models import SecondMark
from lms.second_marks.queries import is_of
from lms.stretches.models import Assessment


def assess(
    placement: Placement, target: str, marking: grading.Marking, *, by: User, at: datetime
) -> Assessment:
    """Fill in a rubric for one week (target `week:3`) and show it to the trainee.

    One that is drawn is held until a second mark is there. Raises HeldError where that is so.
    """
    row, drawn = _present(placement, target)
    if drawn:
        raise second_marks.HeldError
    row = row or Assessment(placement_id=placement.id, target=target)
    if grading.fill_in(row, marking, by=by, at=at):
        row.released_at = None
        if second_marks.draw(placement, target, marking, by=by, at=at) is None:
            row.released_at = at
            _note(row, by=by, at=at)
        db.session.flush()
    return row


def correct(
    row: Assessment, placement: Placement, marking: grading.Marking, *, by: User, at: datetime
) -> None:
    """Change one that was shown, by an answer to an appeal; it is not drawn for that."""
    record.hold(placement.id)
    if grading.fill_in(row, marking, by=by, at=at):
        row.released_at = at
        db.session.flush()
        _note(row, by=by, at=at)


def _note(row: Assessment, *, by: User, at: datetime) -> None:
    details = {"target": row.target, "rubric": row.rubric_digest, "levels": dict(row.levels)}
    record.note("stretch.assessed", row.placement_id, by=by, at=at, **details)


def _present(placement: Placement, target: str) -> tuple[Assessment | None, SecondMark | None]:
    """Asked with the placement held, so that the second of two graders finds the first one's."""
    record.hold(placement.id)
    known = (
        select(Assessment, SecondMark)
        .outerjoin(SecondMark, is_of(Assessment.placement_id, Assessment.target))
        .where(Assessment.placement_id == placement.id, Assessment.target == target)
    )
    found = db.session.execute(known.execution_options(populate_existing=True)).one_or_none()
    return (found[0], found[1]) if found else (None, None)
