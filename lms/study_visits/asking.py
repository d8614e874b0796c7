"""Questions to a host: asked before others' are seen, chosen by who leads, answered."""

from datetime import datetime
from uuid import UUID

from lms.accounts.models import User
from lms.db import db
from lms.study_visits import queries
from lms.study_visits.models import StudyVisit, VisitQuestion


def ask(  # a question says all of this
    key: UUID, visit: StudyVisit, text: str, language: str, *, by: User, at: datetime
) -> VisitQuestion:
    """Sent twice, it is one."""
    row = VisitQuestion(key=key, visit_id=visit.id, author_id=by.id, asked_at=at)
    row.text, row.language = text, language
    return db.keep_once(row, queries.asked_before(key, by))


def choose(question: VisitQuestion, *, at: datetime) -> None:
    """It is put to the host."""
    question.chosen_at = question.chosen_at or at
    db.session.flush()


def put_back(question: VisitQuestion) -> None:
    question.chosen_at = None
    db.session.flush()


def answer(question: VisitQuestion, said: str, language: str, *, at: datetime) -> None:
    """As it was understood; who writes again puts it right."""
    question.answer, question.answer_language, question.answered_at = said, language, at
    db.session.flush()
