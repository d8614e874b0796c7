"""Ana has met all that the small course of learning's tests asks, until a test takes it away."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask

from lms import content
from lms.certificates import actions
from lms.certificates.models import Certificate
from lms.db import db
from lms.editions.models import Enrolment
from lms.learning.models import LessonCompletion
from lms.quizzes.models import QuizAttempt
from tests.fieldwork.award import GOOD, SMALL, approve, assess, two_weeks_of_ten_hours
from tests.people import People, enrolment_of


@pytest.fixture(autouse=True)
def small_library() -> Iterator[None]:
    before = content.root()
    content.configure(SMALL)
    yield
    content.configure(before)


@pytest.fixture
def graduate(people: People) -> Enrolment:
    """Ana's enrolment, every requirement met: 18 h approved of the 18 h needed."""
    enrolment, at = enrolment_of(people.trainee, people.edition), datetime.now(UTC)
    course = content.library().courses["cluster-broker"]
    for lesson in course.lessons:
        db.session.add(
            LessonCompletion(enrolment_id=enrolment.id, lesson=lesson.ref, completed_at=at)
        )
    for day in course.days:
        attempt = QuizAttempt(enrolment_id=enrolment.id, day=day.ref, number=1, started_at=at)
        attempt.finished_at, attempt.score, attempt.most, attempt.passed = at, 1, 1, True
        db.session.add(attempt)
    placement = two_weeks_of_ten_hours(people)
    approve(placement, 1080)
    assess(placement, 1, GOOD)
    assess(placement, 2, GOOD)
    return enrolment


@pytest.fixture
def certificate(app: Flask, people: People, graduate: Enrolment) -> Certificate:
    """Ana's, issued by Carlos, not drawn yet."""
    with app.test_request_context(method="POST"):
        made = actions.issue(graduate, by=people.coordinator, at=datetime.now(UTC))
        db.session.commit()
    return made
