"""How far trainees are: lessons worked through and quizzes passed. The one place that counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, bindparam, func, literal, select, union_all

from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Enrolment
from lms.learning.models import LessonCompletion
from lms.quizzes import queries
from lms.quizzes.models import QuizAttempt


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
    """Of one trainee, whose edition must be loaded: one statement."""
    return progress_of_each([enrolment])[enrolment.id]


def progress_of_each(enrolments: Sequence[Enrolment]) -> dict[int, Progress]:
    """The same of some, by the number of the enrolment."""
    asked: dict[str, list[int]] = {"trainees": [row.id for row in enrolments]}
    asked |= {counts: [] for counts in COUNTS}
    for row in enrolments:
        counts = library().courses[row.edition.course_id].assessment.quiz_counts
        asked[counts].append(row.id)
    done: dict[tuple[str, int], set[str]] = defaultdict(set)
    for kind, trainee, ref in db.session.execute(_DONE, asked):
        done[kind, trainee].add(ref)
    return {
        row.id: Progress(frozenset(done[LESSON, row.id]), frozenset(done[QUIZ, row.id]))
        for row in enrolments
    }


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
        .where(
            QuizAttempt.enrolment_id.in_(ids),
            QuizAttempt.day.in_(quizzes),
            queries.passing(course.assessment.quiz_counts),
        )
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


LESSON, QUIZ = "lesson", "quiz"
COUNTS = ("best", "last")
# Asked by Today, every course page and every list of what is left (docs/decisions/007).
_DONE = union_all(
    select(
        literal(LESSON).label("kind"),
        LessonCompletion.enrolment_id.label("trainee"),
        LessonCompletion.lesson.label("ref"),
    ).where(LessonCompletion.enrolment_id.in_(bindparam("trainees", expanding=True))),
    *(
        select(literal(QUIZ), QuizAttempt.enrolment_id, QuizAttempt.day)
        .where(QuizAttempt.enrolment_id.in_(bindparam(counts, expanding=True)))
        .where(queries.passing(counts))
        .distinct()
        for counts in COUNTS
    ),
)
