"""How far trainees are: lessons worked through and quizzes passed. The one place that counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, func, select

from lms.content.course import Course
from lms.db import db
from lms.learning.models import Enrolment, LessonCompletion, QuizAttempt


class Tally(NamedTuple):
    """Out of what the course has today; what it no longer has does not count."""

    lessons: int
    most_lessons: int
    quizzes: int
    most_quizzes: int


@dataclass(frozen=True)
class Progress:
    """What one trainee has done, as the refs of content."""

    lessons: frozenset[str] = frozenset()
    quizzes: frozenset[str] = frozenset()

    def tally(self, course: Course) -> Tally:
        lessons, quizzes = _lessons(course), _quizzes(course)
        return Tally(
            len(self.lessons.intersection(lessons)),
            len(lessons),
            len(self.quizzes.intersection(quizzes)),
            len(quizzes),
        )


def progress_of(enrolment: Enrolment) -> Progress:
    """Of one trainee: two statements."""
    lessons = select(LessonCompletion.lesson).where(LessonCompletion.enrolment_id == enrolment.id)
    quizzes = select(QuizAttempt.day).where(
        QuizAttempt.enrolment_id == enrolment.id, QuizAttempt.passed
    )
    return Progress(
        frozenset(db.session.scalars(lessons)), frozenset(db.session.scalars(quizzes.distinct()))
    )


def tallies(enrolments: Iterable[Enrolment], course: Course) -> dict[int, Tally]:
    """Of many trainees of one course, by enrolment id: two statements."""
    ids = [row.id for row in enrolments]
    lessons, quizzes = _lessons(course), _quizzes(course)
    read = _counts(
        select(LessonCompletion.enrolment_id, func.count())
        .where(LessonCompletion.enrolment_id.in_(ids), LessonCompletion.lesson.in_(lessons))
        .group_by(LessonCompletion.enrolment_id)
    )
    passed = _counts(
        select(QuizAttempt.enrolment_id, func.count(QuizAttempt.day.distinct()))
        .where(QuizAttempt.enrolment_id.in_(ids), QuizAttempt.day.in_(quizzes), QuizAttempt.passed)
        .group_by(QuizAttempt.enrolment_id)
    )
    return {
        number: Tally(read.get(number, 0), len(lessons), passed.get(number, 0), len(quizzes))
        for number in ids
    }


def _counts(query: Select[int, int]) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def _lessons(course: Course) -> Sequence[str]:
    return [lesson.ref for lesson in course.lessons]


def _quizzes(course: Course) -> Sequence[str]:
    return [day.ref for day in course.days]
