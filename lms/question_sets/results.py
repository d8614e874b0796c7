"""How a trainee stands with the quizzes of their edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lms.db import db
from lms.editions.models import Enrolment
from lms.question_sets import queries
from lms.question_sets.models import QuestionSet
from lms.question_sets.policy import can_look
from lms.quizzes.models import QuizAttempt


@dataclass(frozen=True)
class Card:
    """An open quiz, or one that was taken; `attempts` are the trainee's, the latest last."""

    own: QuestionSet
    size: int
    attempts: Sequence[QuizAttempt]

    @property
    def finished(self) -> bool:
        return any(row.finished_at for row in self.attempts)

    @property
    def passed(self) -> bool:
        return any(row.passed for row in self.attempts)


def cards(trainee: Enrolment, *, on: date) -> list[Card]:
    """Of one edition, which must be loaded; two statements."""
    rows = db.session.execute(queries.sets_of(trainee.edition)).all()
    taken: dict[str, list[QuizAttempt]] = {row.ref: [] for row, _size in rows}
    for attempt in db.session.scalars(queries.attempts_of(trainee, list(taken))):
        taken[attempt.day].append(attempt)
    return [
        Card(row, size, taken[row.ref])
        for row, size in rows
        if can_look(row.state_on(on), attempts=len(taken[row.ref]))
    ]
