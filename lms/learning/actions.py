"""Note a lesson as done."""

from datetime import datetime

from sqlalchemy import delete

from lms.db import db
from lms.editions.models import Enrolment
from lms.learning import queries
from lms.learning.models import LessonCompletion


def complete(enrolment: Enrolment, lesson: str, *, at: datetime) -> LessonCompletion:
    """The trainee says that they have worked through it; saying it again changes nothing."""
    query = queries.completion(enrolment, lesson)
    known = db.session.scalars(query).one_or_none()
    if known is not None:
        return known
    row = LessonCompletion(enrolment_id=enrolment.id, lesson=lesson, completed_at=at)
    return db.keep_once(row, query)


def withdraw_completion(enrolment: Enrolment, lesson: str) -> None:
    db.session.execute(
        delete(LessonCompletion).where(
            LessonCompletion.enrolment_id == enrolment.id, LessonCompletion.lesson == lesson
        )
    )
