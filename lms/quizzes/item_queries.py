"""First attempts of an edition's trainees, summed by the database.

There are as many rows as questions and different answers, however many people answered.
"""

from typing import Any

from sqlalchemy import ColumnElement, Float, Select, Text, and_, case, cast, func, select

from lms.editions.models import Edition, Enrolment, Role
from lms.quizzes.models import QuizAnswer, QuizAttempt


def taken(edition: Edition) -> Select[str, int, int, int]:
    """(ref, trainees, answers that were right, answers) of each quiz that somebody took."""
    return (
        select(
            QuizAttempt.day,
            func.count(),
            func.sum(QuizAttempt.score),
            func.sum(QuizAttempt.most),
        )
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .where(_first_of(edition))
        .group_by(QuizAttempt.day)
    )


def answers(edition: Edition, ref: str) -> Select[str, str, bool, int]:
    """(question, answer as JSON, whether it was right, how many gave it)."""
    given = cast(QuizAnswer.answer, Text)
    return (
        select(QuizAnswer.question, given, QuizAnswer.right, func.count())
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .where(_first_of(edition), QuizAttempt.day == ref)
        .group_by(QuizAnswer.question, given, QuizAnswer.right)
    )


def sums(edition: Edition, ref: str) -> Select[str, int, int, Any, Any, Any]:
    """What a correlation is made of: (question, n, Σr, Σs, Σs², Σrs).

    r is 1 for a right answer; s is which share of the other questions the trainee got right.
    """
    right = case((QuizAnswer.right, 1), else_=0)
    others = func.nullif(QuizAttempt.most - 1, 0)
    share = cast(QuizAttempt.score - right, Float) / others
    return (
        select(
            QuizAnswer.question,
            func.count(),
            func.sum(right),
            func.sum(share),
            func.sum(share * share),
            func.sum(share * right),
        )
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .where(_first_of(edition), QuizAttempt.day == ref)
        .group_by(QuizAnswer.question)
    )


def _first_of(edition: Edition) -> ColumnElement[bool]:
    """Of trainees who are in the edition now: what they answered before they saw a reason."""
    return and_(
        Enrolment.edition_id == edition.id,
        Enrolment.role == Role.TRAINEE.value,
        Enrolment.ended_at.is_(None),
        QuizAttempt.number == 1,
        QuizAttempt.finished_at.is_not(None),
    )
