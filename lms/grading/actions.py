from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import inspect

from lms.accounts.models import User
from lms.content.rubric import Rubric
from lms.db import db
from lms.grading.models import Grade

G = TypeVar("G", bound=Grade)


class GradedMeanwhileError(Exception):
    """Somebody saved another grade after this one was opened; `current` is what stands now."""

    def __init__(self, current: Grade) -> None:
        super().__init__("the grade was saved elsewhere")
        self.current = current


@dataclass(frozen=True)
class Marking:
    """What a grader decided; `seen` is the version they started from, 0 for none."""

    rubric: Rubric
    levels: Mapping[str, int]
    comment: str
    seen: int = 0


def fill_in(grade: G, marking: Marking, *, by: User, at: datetime) -> bool:
    """Write levels and comment into a grade, new or standing; false if nothing changes by it.

    Ask with what is graded held, so that the second of two graders finds the first one's. Raises
    GradedMeanwhileError when another version than the one seen stands there now; the same sent
    twice changes nothing.
    """
    levels, rubric = dict(marking.levels), marking.rubric
    if inspect(grade).transient:
        db.session.add(grade)
    elif (grade.levels, grade.comment, grade.rubric_digest) == (
        levels,
        marking.comment,
        rubric.digest,
    ):
        return False
    elif grade.version != marking.seen:
        raise GradedMeanwhileError(grade)
    grade.rubric_id, grade.rubric_digest = rubric.id, rubric.digest
    grade.levels, grade.comment = levels, marking.comment
    grade.assessor, grade.assessed_at = by, at
    return True
