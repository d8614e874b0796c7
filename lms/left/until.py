"""Until when a requirement is to be met: by the last date of what is missing, as it is for them."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from lms.catalog.find import course_or_404
from lms.deliverables.asked import pieces_of
from lms.extensions.dates import Kind
from lms.left.steps import Situation
from lms.left.vocabulary import IN_CLASS


class Until(NamedTuple):
    """Planned unless it `is_due`."""

    on: date
    is_due: bool = False


def until(key: str, here: Situation) -> Until:
    """Without a date of its own, the last class day or the end of the fieldwork."""
    usual = Until(here.class_ends_on if key in IN_CLASS else here.field_ends_on)
    return max(_dates(key, here, usual), default=usual)


def _dates(key: str, here: Situation, usual: Until) -> Iterable[Until]:
    course = course_or_404(here.trainee.edition.course_id)
    if key == "quizzes":
        missing = (day.ref for day in course.days if day.ref not in here.done.quizzes)
        return _quizzes(missing, here, usual)
    if key == "final-test":
        return _quizzes([course.final_test_ref], here, usual)
    if key == "deliverables" and here.working:
        pieces = pieces_of(here.working, course, here.due)
        return (Until(piece.due_on, is_due=True) for piece in pieces)
    if key == "cases":
        return _given(Kind.PAPER, here)
    return [usual, *_given(Kind.LOG, here)] if key == "log" else []


def _quizzes(refs: Iterable[str], here: Situation, usual: Until) -> Iterator[Until]:
    for ref in refs:
        due = here.due.of(here.trainee, Kind.QUIZ, ref)
        yield Until(due.on, is_due=True) if due else usual


def _given(kind: Kind, here: Situation) -> Iterator[Until]:
    for work, due in here.due.all_of(here.trainee).items():
        if work[0] == kind:
            yield Until(due.on, is_due=True)
