"""What those who grade do: always with one version, held so that nobody else decides meanwhile."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.audit import actions as audit
from lms.db import db
from lms.deliverables.holding import hold_if_drawn, refuse_drawn
from lms.deliverables.models import (
    Deliverable,
    DeliverableGrade,
    DeliverableReturn,
    DeliverableVersion,
)
from lms.deliverables.states import GRADER, MovedOnError, move
from lms.grading import actions as grading
from lms.grading.marks import points
from lms.grading.pinning import pin


class RubricChangedError(Exception):
    """The page showed another rubric than the one that counts now."""


def return_work(work: Deliverable, *, number: int, reason: str, by: User, at: datetime) -> None:
    """Give it back to be improved. `number` is the version that was read."""
    version = _hold(work, number)
    move(work, "returned", GRADER)
    db.session.add(DeliverableReturn(version_id=version.id, by=by, reason=reason, returned_at=at))
    db.session.flush()


def grade(
    work: Deliverable, marking: grading.Marking, *, number: int, by: User, at: datetime
) -> DeliverableGrade:
    """Fill in the rubric, as a draft that its author does not see before it is released.

    The first grade pins the rubric: all later ones of this work stand on the same.
    """
    version, rubric = _hold(work, number), marking.rubric
    if work.rubric_digest not in {None, rubric.digest}:
        raise RubricChangedError
    row = _present_grade(version)
    if row and row.released_at:
        raise MovedOnError("a new grade beside a released one")
    refuse_drawn(work)
    work.rubric = pin(rubric, at=at)
    row = row or DeliverableGrade(version_id=version.id)
    if grading.fill_in(row, marking, by=by, at=at):
        row.points = points(marking.rubric, marking.levels)
    move(work, "graded", GRADER)
    db.session.flush()
    return row


def accept(work: Deliverable, *, number: int, comment: str, by: User, at: datetime) -> None:
    """Where the course gives no rubric: a comment, shown at once."""
    version = _hold(work, number)
    before = _present_grade(version) if work.state == "graded" else None
    move(work, "graded", GRADER)
    row = before or DeliverableGrade(version_id=version.id)
    row.rubric_id, row.rubric_digest, row.levels = "", "", {}
    row.comment, row.assessor, row.assessed_at = comment, by, at
    db.session.add(row)
    db.session.flush()
    show(work, row, by=by, at=at)


def release(work: Deliverable, *, seen: int, by: User, at: datetime) -> DeliverableGrade:
    """Show the grade to its author, or hold it where it is drawn for a second mark.

    Raises GradedMeanwhileError when it is not the one seen.
    """
    row = standing_grade(work)
    if row.released_at is None:
        if row.version != seen:
            raise grading.GradedMeanwhileError(row)
        refuse_drawn(work)
        if hold_if_drawn(work, row, by=row.assessor, at=at) is None:
            show(work, row, by=by, at=at)
    return row


def show(work: Deliverable, row: DeliverableGrade, *, by: User, at: datetime) -> None:
    """Release it, whoever says so: its marker, or the two who agreed."""
    row.released_at = max(at, row.assessed_at)
    move(work, "released", GRADER)
    db.session.flush()
    _record("released", work, row, by=by, at=at)


def take_back(work: Deliverable, *, by: User, at: datetime) -> DeliverableGrade:
    """Make a released grade a draft again, so that it can be corrected."""
    row = standing_grade(work)
    refuse_drawn(work)
    if row.released_at is not None:
        row.released_at = None
        move(work, "graded", GRADER)
        db.session.flush()
        _record("taken_back", work, row, by=by, at=at)
    return row


def _record(act: str, work: Deliverable, row: DeliverableGrade, *, by: User, at: datetime) -> None:
    audit.note(
        f"deliverable_grade.{act}",
        f"deliverable {work.name}",
        by_id=by.id,
        at=at,
        chain=f"edition:{work.placement.enrolment.edition_id}",
        grades=[row.id],
    )


def _hold(work: Deliverable, number: int) -> DeliverableVersion:
    """Refuses when another version stands there now than the one that was read."""
    held = ["state", "times_submitted", "rubric_digest"]
    db.session.refresh(work, held, with_for_update=True)
    if work.times_submitted != number:
        raise MovedOnError("another version than the one that was read")
    return next(row for row in work.versions if row.number == number)


def standing_grade(work: Deliverable) -> DeliverableGrade:
    """Of the last version, which is the one that can be released or taken back."""
    db.session.refresh(work, ["state", "times_submitted"], with_for_update=True)
    last = next((row for row in work.versions if row.number == work.times_submitted), None)
    row = _present_grade(last) if last else None
    if row is None:
        raise MovedOnError("no grade to release")
    return row


def _present_grade(version: DeliverableVersion) -> DeliverableGrade | None:
    """Asked with the work held, so that the second of two graders finds the first one's."""
    known = (
        select(DeliverableGrade)
        .options(joinedload(DeliverableGrade.assessor))
        .where(DeliverableGrade.version_id == version.id)
    )
    return db.session.scalars(known.execution_options(populate_existing=True)).one_or_none()
