"""What everybody answered on day A2, and a quiz of the first edition."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from lms.content import library
from lms.content.exchange import entry_of
from lms.content.quiz import Question
from lms.db import Model, db
from lms.editions.models import Edition
from lms.question_sets import actions
from lms.quizzes.models import QuizAnswer, QuizAttempt

ANSWERED = "a2"
Row = dict[str, Any]
Write = Callable[[type[Model], Iterator[Row]], None]


def _questions(course: str) -> tuple[Question, ...]:
    return library().courses[course].day(ANSWERED).quiz.questions


def fill(write: Write, course: str, trainees: int, at: datetime) -> dict[str, Any]:
    """What stands in addresses of it."""
    for table, rows in _attempts(course, trainees, at):
        write(table, rows)
    return {"answered": ANSWERED, "own_quiz": _own_quiz(course, at)}


def _attempts(
    course: str, trainees: int, at: datetime
) -> Iterator[tuple[type[Model], Iterator[Row]]]:
    """(table, rows): an attempt of every trainee, each with one question wrong."""
    questions = _questions(course)
    yield (
        QuizAttempt,
        (
            {
                "id": number + 1,
                "enrolment_id": number + 1,
                "day": f"{course}/{ANSWERED}",
                "number": 1,
                "started_at": at,
                "finished_at": at,
                "score": len(questions) - 1,
                "most": len(questions),
                "passed": True,
            }
            for number in range(trainees)
        ),
    )
    yield (
        QuizAnswer,
        (
            {
                "attempt_id": number + 1,
                "question": question.id,
                "answer": [(number + place) % 4],
                "right": number % len(questions) != place,
                "answered_at": at,
            }
            for number in range(trainees)
            for place, question in enumerate(questions)
        ),
    )


def _own_quiz(course: str, at: datetime) -> int:
    edition = db.session.get_one(Edition, 1)
    row = actions.make(edition, title="After the visit", pass_percent=70, at=at)
    actions.add(row, [entry_of(question) for question in _questions(course)], at=at)
    actions.publish(row, opens_on=at.date(), at=at)
    return row.id
