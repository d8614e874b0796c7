"""Which attempt counts, when a course lets the last one count instead of the best."""

import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask

from lms import content
from lms.content.course import Course
from lms.db import db
from lms.editions.marks import Component, parts_of
from lms.editions.models import Enrolment
from lms.learning.progress import progress_of, tallies
from lms.quizzes import attempts, queries
from tests.learning.conftest import SMALL
from tests.people import People
from tests.visitor import Visitor

QUIZ = "/courses/cluster-broker/days/a2/quiz"


@pytest.fixture
def last_counts(small_library: None, tmp_path: Path) -> Course:
    """The small course with one word more in its file."""
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "courses/cluster-broker/course.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("defence: 10}", "defence: 10, quiz_counts: last}"), "utf-8")
    content.configure(tmp_path)
    return content.library().courses["cluster-broker"]


def tried(trainee: Enrolment, course: Course, tries: str, *, at: datetime) -> None:
    """An attempt for each sign: `+` right, `-` wrong."""
    day = course.days[1]
    for sign in tries:
        attempt = attempts.start(trainee, day, at=at)
        attempts.finish(attempt, day, {"a2-q1": [int(sign == "+")]}, at=at)
    db.session.commit()


def counting(trainee: Enrolment, course: Course) -> int:
    query = queries.counting_attempt(trainee, course.days[1].ref, course.assessment.quiz_counts)
    return db.session.scalars(query).one().number


def mark_of(app: Flask, trainee: Enrolment) -> Decimal | None:
    with app.test_request_context():
        marks = parts_of(Component.QUIZZES, trainee.edition, [trainee])[trainee.id]
    return next(part.mark for part in marks if part.key == "cluster-broker/a2")


@pytest.mark.parametrize(
    ("tries", "number", "passed"),
    [
        ("+", 1, True),
        ("-+", 2, True),
        ("+-", 1, True),
        ("++", 1, True),
        ("--", 1, False),
    ],
)
def test_the_best_attempt_counts_where_nothing_else_is_said(
    trainee: Enrolment,
    course: Course,
    now: datetime,
    tries: str,
    number: int,
    passed: bool,
) -> None:
    tried(trainee, course, tries, at=now)

    assert counting(trainee, course) == number
    assert bool(progress_of(trainee).quizzes) is passed
    assert tallies([trainee], course)[trainee.id].quizzes == int(passed)


@pytest.mark.parametrize(
    ("tries", "number", "passed"),
    [
        ("+", 1, True),
        ("-+", 2, True),
        ("+-", 2, False),
        ("+-+", 3, True),
    ],
)
def test_the_last_attempt_counts_where_the_course_says_so(
    last_counts: Course,
    trainee: Enrolment,
    now: datetime,
    tries: str,
    number: int,
    passed: bool,
) -> None:
    tried(trainee, last_counts, tries, at=now)

    assert counting(trainee, last_counts) == number
    assert bool(progress_of(trainee).quizzes) is passed
    assert tallies([trainee], last_counts)[trainee.id].quizzes == int(passed)


def test_an_attempt_that_is_still_open_does_not_count_yet(
    last_counts: Course, trainee: Enrolment, now: datetime
) -> None:
    tried(trainee, last_counts, "+", at=now)
    attempts.start(trainee, last_counts.days[1], at=now)

    assert counting(trainee, last_counts) == 1
    assert progress_of(trainee).quizzes == {"cluster-broker/a2"}


def test_the_gradebook_takes_the_best_attempt(
    app: Flask, trainee: Enrolment, course: Course, now: datetime
) -> None:
    tried(trainee, course, "-+-", at=now)
    assert mark_of(app, trainee) == 100


def test_the_gradebook_takes_the_last_attempt_where_the_course_says_so(
    app: Flask, last_counts: Course, trainee: Enrolment, now: datetime
) -> None:
    tried(trainee, last_counts, "-+-", at=now)
    assert mark_of(app, trainee) == 0


def test_the_page_says_that_the_best_attempt_counts(
    visitor: Visitor, people: People, trainee: Enrolment, course: Course, now: datetime
) -> None:
    tried(trainee, course, "+-", at=now)

    visitor.signed_in(people.trainee).get(QUIZ)

    assert "try again as often as you like; your best attempt counts" in visitor.text()
    assert "Attempt 1 counts: 1 of 1." in visitor.text()
    assert [node.to_text().strip() for node in visitor.all(".page-head .badge")] == ["Passed"]
    visitor.get(f"{QUIZ}/attempts/2")
    assert "Attempt 1 counts: 1 of 1." in visitor.text()
    visitor.get(f"{QUIZ}/attempts/1")
    assert "counts:" not in visitor.text()


def test_the_page_says_that_the_last_attempt_counts_before_somebody_tries_again(
    last_counts: Course, visitor: Visitor, people: People, trainee: Enrolment, now: datetime
) -> None:
    tried(trainee, last_counts, "+-", at=now)

    visitor.signed_in(people.trainee).get(QUIZ)

    assert "your last attempt counts, even if it is worse" in visitor.text()
    assert "Attempt 2 counts: 0 of 1." in visitor.text()
    assert visitor.all(".page-head .badge") == []
    assert len(visitor.all("ol.rows li")) == 2
    visitor.get(f"{QUIZ}/attempts/1")
    assert "Attempt 2 counts: 0 of 1." in visitor.text()
