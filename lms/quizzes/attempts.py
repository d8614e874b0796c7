"""Quizzes: begin an attempt, mark what was answered."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import insert, select

from lms.content.quiz import Answer, Quiz
from lms.db import db
from lms.editions.models import Enrolment
from lms.quizzes import queries
from lms.quizzes.models import QuizAnswer, QuizAttempt

WHOLE = 100


class Examined(Protocol):
    """A class day, an elective, a paper: `ref` is what attempts at its quiz keep as their day."""

    @property
    def ref(self) -> str: ...

    @property
    def quiz(self) -> Quiz: ...


def start(enrolment: Enrolment, paper: Examined, *, at: datetime, pin: bool = False) -> QuizAttempt:
    """A new attempt, or the one that is still open; pinned, it keeps which questions it asks."""
    latest = db.session.scalars(queries.attempts_of(enrolment, paper.ref).limit(1)).one_or_none()
    if latest is not None and latest.finished_at is None:
        return latest
    number = latest.number + 1 if latest else 1
    row = QuizAttempt(
        enrolment_id=enrolment.id,
        day=paper.ref,
        number=number,
        started_at=at,
        most=len(paper.quiz.questions),
        asked=[question.id for question in paper.quiz.questions] if pin else None,
    )
    return db.keep_once(row, queries.attempt(enrolment, paper.ref, number))


def finish(
    attempt: QuizAttempt, paper: Examined, answers: dict[str, Answer], *, at: datetime
) -> QuizAttempt:
    """Mark all answers and close the attempt; once closed, nothing changes it."""
    if _is_closed(attempt):
        return attempt
    rows = [
        {
            "attempt_id": attempt.id,
            "question": question.id,
            "answer": _plain(answers[question.id]),
            "right": question.mark(answers[question.id]),
            "answered_at": at,
        }
        for question in paper.quiz.questions
    ]
    attempt.most, attempt.score = len(rows), sum(bool(row["right"]) for row in rows)
    attempt.passed = attempt.score * WHOLE >= paper.quiz.pass_percent * attempt.most
    attempt.finished_at = at
    db.session.execute(insert(QuizAnswer), rows)
    db.session.flush()
    return attempt


def _is_closed(attempt: QuizAttempt) -> bool:
    """Asked with the row locked, so that the second of two sends waits for the first."""
    query = select(QuizAttempt.finished_at).where(QuizAttempt.id == attempt.id)
    return db.session.scalars(query.with_for_update()).one() is not None


def _plain(answer: Answer) -> object:
    """As JSON keeps it: the keys of a match become text."""
    if isinstance(answer, dict):
        return {str(left): right for left, right in answer.items()}
    return answer
