"""Grades that are held for a second mark, and who may read one that is not released."""

from datetime import datetime

from lms.accounts.models import User
from lms.db import db
from lms.deliverables.models import Deliverable, DeliverableGrade
from lms.grading.actions import Marking
from lms.placements.models import Placement
from lms.second_marks import actions as second_marks
from lms.second_marks.drawing import rules_of
from lms.second_marks.models import SecondMark
from lms.second_marks.queries import drawn

KIND = "deliverable"


def subject_of(name: str, number: int) -> str:
    return f"{KIND}:{name}:{number}"


def is_readable(user: User, placement: Placement, grade: DeliverableGrade | None) -> bool:
    """A draft is its marker's alone where it may still be drawn for a second mark."""
    if grade is None or grade.released_at or grade.assessor_id == user.id:
        return True
    return rules_of(placement) is None


def drawn_of(work: Deliverable) -> SecondMark | None:
    """Of the version handed in last."""
    query = drawn(work.placement_id, subject_of(work.name, work.times_submitted))
    return db.session.scalars(query).unique().one_or_none()


def refuse_drawn(work: Deliverable) -> None:
    """What waits for a second mark or was settled by two is not marked again by one."""
    if work.state in {"graded", "released"} and drawn_of(work) is not None:
        raise second_marks.HeldError


def hold_if_drawn(
    work: Deliverable, row: DeliverableGrade, *, by: User, at: datetime
) -> SecondMark | None:
    """The second mark it waits for now; none where it may be shown."""
    if row.points is None or work.rubric is None:
        return None
    marking = Marking(work.rubric.rubric, row.levels, row.comment)
    subject = subject_of(work.name, work.times_submitted)
    return second_marks.draw(work.placement, subject, marking, by=by, at=at)
