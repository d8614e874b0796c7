from collections.abc import Mapping
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


def fill_in(  # noqa: PLR0913  # a grade names all that it stands on
    grade: G,
    *,
    rubric: Rubric,
    levels: Mapping[str, int],
    comment: str,
    seen: int,
    by: User,
    at: datetime,
) -> bool:
    """Write levels and comment into a grade, new or standing; false if nothing changes by it.

    Ask with what is graded held, so that the second of two graders finds the first one's. `seen`
    is the version the grader started from, 0 for none. Raises GradedMeanwhileError when another
    stands there now; the same sent twice changes nothing.
    """
    if inspect(grade).transient:
        db.session.add(grade)
    elif (grade.levels, grade.comment, grade.rubric_digest) == (
        dict(levels),
        comment,
        rubric.digest,
    ):
        return False
    elif grade.version != seen:
        raise GradedMeanwhileError(grade)
    grade.rubric_id, grade.rubric_digest = rubric.id, rubric.digest
    grade.levels, grade.comment, grade.assessor = dict(levels), comment, by
    grade.assessed_at = at
    return True
