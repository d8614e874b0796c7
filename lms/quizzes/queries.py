from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import aliased, selectinload

from lms.editions.models import Enrolment
from lms.quizzes.models import QuizAttempt

SHOWN_ATTEMPTS = 20


def attempts_of(enrolment: Enrolment, day: str) -> Select[QuizAttempt]:
    """One trainee's latest tries at one quiz, the newest first."""
    return (
        select(QuizAttempt)
        .where(QuizAttempt.enrolment_id == enrolment.id, QuizAttempt.day == day)
        .order_by(QuizAttempt.number.desc())
        .limit(SHOWN_ATTEMPTS)
    )


def attempt(enrolment: Enrolment, day: str, number: int) -> Select[QuizAttempt]:
    """One try of one trainee, with what was answered."""
    return (
        select(QuizAttempt)
        .where(
            QuizAttempt.enrolment_id == enrolment.id,
            QuizAttempt.day == day,
            QuizAttempt.number == number,
        )
        .options(selectinload(QuizAttempt.answers))
    )


def finished_attempts(enrolments: Collection[int]) -> Select[int, str, int, int]:
    """(enrolment, day, score, most) of all finished attempts of these trainees, in their order."""
    return (
        select(QuizAttempt.enrolment_id, QuizAttempt.day, QuizAttempt.score, QuizAttempt.most)
        .where(QuizAttempt.enrolment_id.in_(enrolments), QuizAttempt.finished_at.is_not(None))
        .order_by(QuizAttempt.number)
    )


def counting_attempt(enrolment: Enrolment, day: str, counts: str) -> Select[QuizAttempt]:
    """The finished try that counts: the best one, the first of equals, or the last one."""
    query = select(QuizAttempt).where(
        QuizAttempt.enrolment_id == enrolment.id,
        QuizAttempt.day == day,
        QuizAttempt.finished_at.is_not(None),
    )
    if counts == "last":
        return query.order_by(QuizAttempt.number.desc()).limit(1)
    share = QuizAttempt.score * 1.0 / QuizAttempt.most
    return query.order_by(QuizAttempt.passed.desc(), share.desc(), QuizAttempt.number).limit(1)


def passing(counts: str) -> ColumnElement[bool]:
    """Whether a try was passed and counts."""
    if counts == "best":
        return QuizAttempt.passed.expression
    later = aliased(QuizAttempt)
    superseded = exists().where(
        later.enrolment_id == QuizAttempt.enrolment_id,
        later.day == QuizAttempt.day,
        later.number > QuizAttempt.number,
        later.finished_at.is_not(None),
    )
    return and_(QuizAttempt.passed, ~superseded)
