"""A class that answers the quiz of day A1, each trainee once."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lms.content.course import Course
from lms.content.quiz import Answer
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.quizzes import attempts
from tests.people import People, a_person, enrol

RIGHT: dict[str, Answer] = {
    "a1-q1": [1],
    "a1-q2": [0, 1],
    "a1-q3": [0, 1, 2],
    "a1-q4": {0: 0, 1: 1, 2: 1},
    "a1-q5": "88",
    "a1-q6": "isolation",
}
WRONG: dict[str, Answer] = {
    "a1-q1": [0],
    "a1-q2": [0, 2],
    "a1-q3": [1, 0, 2],
    "a1-q4": {0: 1, 1: 0, 2: 2},
    "a1-q5": "12",
    "a1-q6": "Size",
}


def answered(
    enrolment: Enrolment, course: Course, wrong: Sequence[int] = (), **other: Answer
) -> None:
    """One attempt at the quiz of day A1, with these questions answered wrongly."""
    day, now = course.days[0], datetime.now(UTC)
    missed = {f"a1-q{number}" for number in wrong}
    given = {name: (WRONG if name in missed else RIGHT)[name] for name in RIGHT}
    given |= {name.replace("_", "-"): answer for name, answer in other.items()}
    attempts.finish(attempts.start(enrolment, day, at=now), day, given, at=now)
    db.session.commit()


def a_class(people: People, count: int) -> list[Enrolment]:
    return [
        enrol(a_person(f"trainee{number}"), people.edition, Role.TRAINEE) for number in range(count)
    ]
