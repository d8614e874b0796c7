"""What a trainee has to hand in by a date: the date of this person, its name and its place."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from lms.content import library
from lms.deliverables.asked import pieces_of
from lms.editions.models import Edition, Enrolment
from lms.extensions.dates import Dates, Kind
from lms.extensions.works import Task, own_quiz, tasks_of_course
from lms.placements.calendar import asked_of, stretches_of
from lms.placements.models import Placement


class Work(NamedTuple):
    """`own` says that the others have another date, or none."""

    kind: str
    ref: str
    on: date
    own: bool = False


def works_of(
    trainee: Enrolment, placement: Placement | None, dates: Dates, today: date
) -> Iterator[Work]:
    """Deliverables and the log are due to who works in the field."""
    for (kind, ref), due in dates.all_of(trainee).items():
        if kind in {Kind.QUIZ, Kind.PAPER}:
            yield Work(kind, ref, due.on, due.extended)
    if placement:
        course = library().courses[trainee.edition.course_id]
        for piece in pieces_of(placement, course, dates):
            ref = f"{course.id}/{piece.name}"
            yield Work(Kind.DELIVERABLE, ref, piece.due_on, bool(piece.more_time))
        yield from _log_of(trainee, placement, dates, today)


def _log_of(trainee: Enrolment, placement: Placement, dates: Dates, today: date) -> Iterator[Work]:
    """The weeks or months that are asked and have begun, until their last day if nobody set one."""
    asked = {number for period in asked_of(placement) for number in period.numbers}
    for stretch in stretches_of(placement):
        begun = stretch.number in asked and stretch.first <= today
        usual = stretch.last if begun else None
        due = dates.of(trainee, Kind.LOG, stretch.target, usual=usual)
        if due:
            yield Work(Kind.LOG, stretch.target, due.on, due.extended)


def task_of(edition: Edition, work: Work) -> Task | None:
    """In the reader's language; none for what the course no longer has."""
    tasks = (row for row in tasks_of_course(edition, Kind(work.kind)) if row.ref == work.ref)
    own = work.kind == Kind.QUIZ and work.ref.startswith(f"edition-{edition.id}/quiz-")
    return next(tasks, own_quiz(edition, work.ref) if own else None)


def name_of(task: Task) -> str:
    """Said by itself: a list of the log alone would say the week."""
    if task.kind == Kind.LOG:
        return _("Field log: %(stretch)s", stretch=task.title)
    return _("Case paper: %(case)s", case=task.title) if task.kind == Kind.PAPER else task.title


def place_of(task: Task, placement: Placement | None) -> str:
    if placement and task.kind == Kind.DELIVERABLE:
        return f"/placements/{placement.id}/deliverables/{task.ref.rpartition('/')[2]}"
    if placement and task.kind == Kind.LOG:
        unit, _colon, number = task.ref.partition(":")
        return f"/placements/{placement.id}/{unit}s/{number}"
    return task.href
