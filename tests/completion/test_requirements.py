from collections.abc import Sequence

import pytest
from flask import Flask

from lms.completion import requirements
from lms.completion.facts import Facts
from lms.completion.requirements import (
    Requirement,
    Source,
    asked_by,
    know,
    requirements_for,
    requirements_of,
    titles_in,
)
from lms.content.course import Course
from lms.editions.models import Enrolment, Role
from tests.learning.test_progress import DAYS, LESSONS, passed, read
from tests.people import People, a_person, enrol


@pytest.fixture(autouse=True)
def only_class_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "_sources", requirements._sources[:1])


def test_requirements_say_how_far_each_is(
    app: Flask, trainee: Enrolment, statements: list[str]
) -> None:
    read(trainee, *LESSONS)
    passed(trainee, DAYS[0])
    statements.clear()
    with app.test_request_context("/"):
        found = requirements_for(trainee)

    assert found == [
        Requirement(
            "lessons",
            "Work through every lesson",
            met=True,
            detail="3 of 3 lessons",
            href="/courses/cluster-broker",
        ),
        Requirement(
            "quizzes",
            "Pass the quiz of every day",
            met=False,
            detail="1 of 2 quizzes",
            href="/courses/cluster-broker",
        ),
    ]
    assert len(statements) == 1


def test_many_are_asked_about_as_one_is(
    app: Flask, trainee: Enrolment, people: People, statements: list[str]
) -> None:
    everybody: Sequence[Enrolment] = [
        trainee,
        *(enrol(a_person(name), people.edition, Role.TRAINEE) for name in ("bea", "ciro")),
    ]
    read(everybody[1], *LESSONS)
    passed(everybody[2], DAYS[1])
    with app.test_request_context("/"):
        one_by_one = {row.id: requirements_for(row) for row in everybody}
        statements.clear()
        together = requirements_of(everybody)

    assert together == one_by_one
    assert [row.met for row in together[everybody[1].id]] == [True, False]
    assert len(statements) == 1


def test_a_feature_above_adds_its_own_once(app: Flask, trainee: Enrolment, course: Course) -> None:
    hours = Requirement("hours", "Hours", met=False, detail="0 h", href="/fieldwork")

    def read_hours(enrolment: Enrolment, asked_in: Course, _facts: Facts) -> list[Requirement]:
        assert (enrolment, asked_in) == (trainee, course)
        return [hours]

    source = Source(lambda _course: {"hours": "Hours"}, lambda _course: (), read_hours)
    know(source)
    know(source)

    with app.test_request_context("/"):
        assert requirements_for(trainee)[2:] == [hours]
        assert asked_by(course) == ["lessons", "quizzes", "hours"]


def test_what_is_only_offered_is_not_asked_by_the_course(app: Flask, course: Course) -> None:
    word = Source(lambda _course: {"word": "Word"}, lambda _course: (), lambda *_: [], offered=True)
    know(word)

    with app.test_request_context("/"):
        assert list(titles_in(course)) == ["lessons", "quizzes", "word"]
        assert asked_by(course) == ["lessons", "quizzes"]
