from datetime import datetime

import pytest
from flask import Flask

from lms.completion import requirements
from lms.completion.requirements import Requirement, requirements_for
from lms.learning.models import Enrolment
from tests.learning.test_progress import DAYS, LESSONS, passed, read


@pytest.fixture(autouse=True)
def only_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "_providers", [])


def test_requirements_say_how_far_each_is(
    app: Flask, trainee: Enrolment, now: datetime, statements: list[str]
) -> None:
    read(trainee, *LESSONS)
    passed(trainee, DAYS[0])
    statements.clear()
    with app.test_request_context("/"):
        found = requirements_for(trainee, now)

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


def test_a_feature_above_adds_its_own_once(app: Flask, trainee: Enrolment, now: datetime) -> None:
    hours = Requirement("hours", "Hours", met=False, detail="0 h", href="/fieldwork")

    def of_fieldwork(enrolment: Enrolment, at: datetime) -> list[Requirement]:
        assert (enrolment, at) == (trainee, now)
        return [hours]

    requirements.provide(of_fieldwork)
    requirements.provide(of_fieldwork)

    with app.test_request_context("/"):
        assert requirements_for(trainee, now)[2:] == [hours]
