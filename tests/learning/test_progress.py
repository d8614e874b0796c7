from flask import Flask

from lms.content.course import Course
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.learning import actions
from lms.learning.progress import Progress, Tally, progress_of, tallies
from lms.learning.steps import Step, next_step
from lms.quizzes.models import QuizAttempt
from tests.people import People, a_person, enrol

LESSONS = ("cluster-broker/a1-1", "cluster-broker/a1-2", "cluster-broker/a2-1")
DAYS = ("cluster-broker/a1", "cluster-broker/a2")


def passed(trainee: Enrolment, day: str, *, number: int = 1, right: bool = True) -> None:
    at = trainee.created_at
    db.session.add(
        QuizAttempt(
            enrolment_id=trainee.id,
            day=day,
            number=number,
            started_at=at,
            finished_at=at,
            score=int(right),
            most=1,
            passed=right,
        )
    )
    db.session.commit()


def read(trainee: Enrolment, *lessons: str) -> None:
    for lesson in lessons:
        actions.complete(trainee, lesson, at=trainee.created_at)


def test_progress_is_what_was_read_and_passed(trainee: Enrolment, course: Course) -> None:
    read(trainee, LESSONS[0])
    passed(trainee, DAYS[0], right=False)
    assert progress_of(trainee) == Progress(frozenset({LESSONS[0]}), frozenset())

    passed(trainee, DAYS[0], number=2)

    done = progress_of(trainee)
    assert done == Progress(frozenset({LESSONS[0]}), frozenset({DAYS[0]}))
    assert done.tally(course) == Tally(1, 3, 1, 2)


def test_what_the_course_no_longer_has_does_not_count(trainee: Enrolment, course: Course) -> None:
    read(trainee, "cluster-broker/a9-9", LESSONS[0])
    passed(trainee, "cluster-broker/a9")

    assert progress_of(trainee).tally(course) == Tally(1, 3, 0, 2)
    assert tallies([trainee], course) == {trainee.id: Tally(1, 3, 0, 2)}


def test_many_are_counted_as_one_is(
    trainee: Enrolment, course: Course, people: People, statements: list[str]
) -> None:
    everybody = [
        trainee,
        *(enrol(a_person(name), people.edition, Role.TRAINEE) for name in ("bea", "ciro")),
    ]
    read(everybody[1], *LESSONS)
    for number in (1, 2):
        passed(everybody[1], DAYS[0], number=number)
    one_by_one = {row.id: progress_of(row).tally(course) for row in everybody}
    statements.clear()

    found = tallies(everybody, course)

    assert found == one_by_one
    assert found[everybody[1].id] == Tally(3, 3, 1, 2)
    assert len(statements) == 2


def test_the_next_step_follows_the_order_of_the_course(app: Flask, trainee: Enrolment) -> None:
    with app.test_request_context("/"):
        assert next_step(trainee) == Step(
            "Too small, or too alone?",
            "/courses/cluster-broker/a1-1",
            25,
            "lesson",
            LESSONS[0],
            "Day 1, lesson 1",
            1,
        )
        read(trainee, LESSONS[0], LESSONS[1])
        assert next_step(trainee) == Step(
            "Quiz: Isolation, not size",
            "/courses/cluster-broker/days/a1/quiz",
            12,
            "quiz",
            DAYS[0],
            "Day 1",
            1,
        )
        passed(trainee, DAYS[0])
        step = next_step(trainee)
        assert step is not None
        assert step.title == "Who brokers are"
        read(trainee, LESSONS[2])
        passed(trainee, DAYS[1])
        assert next_step(trainee) is None
