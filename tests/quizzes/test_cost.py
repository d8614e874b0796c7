"""What more attempts cost."""

from collections.abc import Callable
from datetime import datetime

import pytest

from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.quizzes import attempts
from tests.people import People
from tests.visitor import Visitor

QUIZ = "/courses/cluster-broker/days/a1/quiz"


@pytest.mark.parametrize("page", [QUIZ, "/courses/cluster-broker", "/courses/cluster-broker/a1-1"])
def test_more_attempts_cost_no_more_statements(
    visitor: Visitor, people: People, trainee: Enrolment, course: Course, now: datetime, page: str
) -> None:
    def finish_one() -> None:
        attempt = attempts.start(trainee, course.days[1], at=now)
        attempts.finish(attempt, course.days[1], {"a2-q1": [1]}, at=now)

    cost = costs_of(visitor.signed_in(people.trainee), page, finish_one)
    assert cost == {QUIZ: 5, "/courses/cluster-broker": 5, "/courses/cluster-broker/a1-1": 4}[page]


def costs_of(visitor: Visitor, page: str, add: Callable[[], None]) -> int:
    """Statements of a page with one row and with three, which must be the same."""
    add()
    visitor.get(page)  # the first look at a lesson also notes where its reader is
    visitor.get(page)
    one = visitor.statements
    add()
    add()
    visitor.get(page)
    assert visitor.statements == one
    return one
