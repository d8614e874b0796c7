"""Forty questions of a hundred: drawn for one attempt, the same at every look."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock, content
from lms.completion import requirements
from lms.completion.requirements import Requirement, requirements_for
from lms.content.course import Course
from lms.content.quiz import Answer, Question
from lms.db import db
from lms.editions.models import Enrolment
from lms.learning import actions
from lms.learning.progress import Tally, progress_of
from lms.learning.steps import Step, next_step
from lms.quizzes import attempts, queries
from lms.quizzes.lots import sheet_of
from lms.quizzes.models import QuizAnswer, QuizAttempt
from lms.quizzes.papers import drawn, final_test
from tests.people import People
from tests.quizzes.answering import RIGHT, WRONG, Filled, as_sent, fields_of
from tests.visitor import Visitor

COURSE = "/courses/cluster-broker"
TEST = f"{COURSE}/test"
FIRST = f"{TEST}/attempts/1"
OF_A2: Filled = {"a2-q1": "1"}

pytestmark = pytest.mark.usefixtures("fuller")


@pytest.fixture
def real(repository: Path, fuller: Course) -> Course:
    """The course as it is taught."""
    content.configure(repository)
    return content.library().courses["cluster-broker"]


def of_days(course: Course) -> list[tuple[Question, ...]]:
    return [day.quiz.questions for day in course.days]


def ids(questions: list[Question]) -> list[str]:
    return [question.id for question in questions]


def asked(attempt: QuizAttempt) -> list[str]:
    course = content.library().courses["cluster-broker"]
    return ids(drawn(of_days(course), attempt.most, seed=attempt.id))


def sheet(attempt: QuizAttempt, filled: Filled) -> dict[str, list[str]]:
    """What to send for just the questions that were drawn."""
    fields: dict[str, str | list[str]] = {}
    for question in asked(attempt):
        fields |= fields_of(question, filled)
    return in_lots(attempt, fields)


def in_lots(attempt: QuizAttempt, filled: Filled) -> dict[str, list[str]]:
    questions = [q for day in of_days(content.library().courses["cluster-broker"]) for q in day]
    return as_sent(filled, questions, sheet_of(attempt))


def begun(visitor: Visitor) -> QuizAttempt:
    visitor.post(f"{TEST}/attempts")
    return db.session.scalars(select(QuizAttempt).order_by(QuizAttempt.id.desc())).first()


def test_forty_are_drawn_four_of_each_day(real: Course) -> None:
    questions = drawn(of_days(real), 40, seed=1)

    assert len(set(ids(questions))) == 40
    assert set(Counter(name.split("-")[0] for name in ids(questions)).values()) == {4}


def test_a_draw_is_the_same_at_every_look_and_another_for_another_attempt(real: Course) -> None:
    pool = of_days(real)

    draws = [ids(drawn(pool, 40, seed=seed)) for seed in (7, 7, 8)]

    assert draws[0] == draws[1] != draws[2]


def test_every_question_is_drawn_some_time(real: Course) -> None:
    pool = of_days(real)

    seen = {name for seed in range(60) for name in ids(drawn(pool, 40, seed=seed))}

    assert seen == {question.id for day in pool for question in day}


@pytest.mark.parametrize(("count", "least", "most"), [(10, 1, 1), (25, 2, 3), (45, 4, 5)])
def test_no_day_gives_two_more_than_another(
    real: Course, count: int, least: int, most: int
) -> None:
    questions = drawn(of_days(real), count, seed=3)

    days = Counter(name.split("-")[0] for name in ids(questions))
    assert (len(questions), min(days.values()), max(days.values())) == (count, least, most)


def test_a_question_that_is_dropped_changes_one_place_at_most(real: Course) -> None:
    pool = of_days(real)
    before = set(ids(drawn(pool, 40, seed=5)))

    pool[0] = tuple(question for question in pool[0] if question.id != min(before))
    after = set(ids(drawn(pool, 40, seed=5)))

    assert len(after) == 40
    assert len(before - after) <= 1


def test_the_page_says_what_awaits_the_trainee(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(TEST)

    text = visitor.text()
    for sentence in (
        "Final class test",
        "3 questions, all on one page",
        "70% right answers pass",
        "each attempt has its own",
        "Start the test",
    ):
        assert sentence in text


def test_a_course_without_a_test_has_no_such_page(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/courses/network-broker/test", status=404)


def test_a_visitor_is_asked_to_sign_in(visitor: Visitor) -> None:
    assert visitor.get(TEST, status=303).location == f"/login?next={TEST}"


@pytest.mark.parametrize("name", ["stranger", "trainer", "supervisor", "coordinator"])
def test_who_is_no_trainee_starts_none(visitor: Visitor, people: People, name: str) -> None:
    visitor.signed_in(getattr(people, name)).get(TEST)
    assert "How to take part" in visitor.text()

    visitor.post(f"{TEST}/attempts", status=403)


def test_an_attempt_keeps_its_questions_until_it_is_answered(
    visitor: Visitor, people: People
) -> None:
    attempt = begun(visitor.signed_in(people.trainee))
    assert (attempt.day, attempt.most) == ("cluster-broker/final-test", 3)

    looks = []
    for _ in range(2):
        visitor.get(FIRST)
        looks.append([node.attrs["id"] for node in visitor.all("fieldset.question")])

    assert looks == [asked(attempt)] * 2
    assert "a2-q1" in looks[0]


def test_all_right_passes(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    attempt = begun(visitor.signed_in(people.trainee))
    questions = asked(attempt)

    visitor.post(f"{FIRST}/answers", sheet(attempt, {**RIGHT, **OF_A2}))
    visitor.get(FIRST)

    assert "Final class test passed" in visitor.text()
    assert "To pass, 3 of 3 must be right." in visitor.text()
    db.session.refresh(attempt)
    assert (attempt.score, attempt.most, attempt.passed) == (3, 3, True)
    answers = db.session.scalars(select(QuizAnswer).order_by(QuizAnswer.id)).all()
    assert [row.question for row in answers] == questions
    assert "cluster-broker/final-test" in progress_of(trainee).quizzes


def test_all_wrong_fails_and_leads_to_another_draw(visitor: Visitor, people: People) -> None:
    attempt = begun(visitor.signed_in(people.trainee))
    visitor.post(f"{FIRST}/answers", sheet(attempt, {**WRONG, "a2-q1": "0"}))

    visitor.get(FIRST)

    assert "Not passed this time" in visitor.text()
    assert [link.attrs["href"] for link in visitor.all(".result a")] == [COURSE]
    second = begun(visitor)
    assert (second.number, second.finished_at) == (2, None)


def test_unanswered_questions_are_named(visitor: Visitor, people: People) -> None:
    begun(visitor.signed_in(people.trainee))

    visitor.post(f"{FIRST}/answers", {}, status=422)

    assert "3 questions wait for an answer" in visitor.text()


def test_what_was_answered_is_shown_whatever_would_be_drawn_now(
    app: Flask, trainee: Enrolment, fuller: Course, now: datetime
) -> None:
    with app.test_request_context("/"):
        paper = final_test(fuller)
        assert paper is not None
        attempt = attempts.start(trainee, paper, at=now)
        every = [question for day in of_days(fuller) for question in day][:4]
        given = paper.quiz.model_copy(update={"questions": tuple(every)})
        sheet_of_four = replace(paper, quiz=given, pool=())
        attempts.finish(
            attempt, sheet_of_four, {question.id: question.solution for question in every}, at=now
        )
        found = queries.attempt(trainee, paper.ref, 1).execution_options(populate_existing=True)

        shown = paper.asked_in(db.session.scalars(found).one())

    assert ids(list(shown.quiz.questions)) == ids(every)


@pytest.mark.parametrize("name", ["stranger", "trainer", "classmate", "administrator"])
def test_nobody_else_sees_an_attempt(visitor: Visitor, people: People, name: str) -> None:
    begun(visitor.signed_in(people.trainee))

    Visitor(visitor.app).signed_in(getattr(people, name)).get(FIRST, status=404)


def passed(trainee: Enrolment, *refs: str) -> None:
    at = trainee.created_at
    for ref in refs:
        row = QuizAttempt(
            enrolment_id=trainee.id,
            day=ref,
            number=1,
            started_at=at,
            finished_at=at,
            score=1,
            most=1,
            passed=True,
        )
        db.session.add(row)
    db.session.commit()


def test_it_is_a_requirement_and_the_step_after_the_last_quiz(
    app: Flask, trainee: Enrolment, fuller: Course, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requirements, "_sources", requirements._sources[:1])
    for lesson in fuller.lessons:
        actions.complete(trainee, lesson.ref, at=now)
    passed(trainee, *(day.ref for day in fuller.days))
    with app.test_request_context("/"):
        open_ = requirements_for(trainee)[2:3]
        step = next_step(trainee)
        passed(trainee, fuller.final_test_ref)
        met = requirements_for(trainee)[2:3]

        assert next_step(trainee) is None

    ref = fuller.final_test_ref
    assert step == Step("Final class test", TEST, 6, "test", ref, "After the last class day", 0)
    assert [(row.key, row.title, row.detail, row.href) for row in open_] == [
        ("final-test", "Pass the final class test", "Not passed yet", TEST)
    ]
    assert (open_[0].met, met[0].met, met[0].detail) == (False, True, "Passed")
    assert isinstance(met[0], Requirement)
    assert progress_of(trainee).tally(fuller) == Tally(3, 3, 2, 2)


def test_the_last_days_quiz_leads_on_to_it(visitor: Visitor, people: People) -> None:
    quiz = f"{COURSE}/days/a2/quiz"
    address = visitor.signed_in(people.trainee).post(f"{quiz}/attempts").location
    attempt = db.session.scalars(select(QuizAttempt)).one()
    visitor.post(f"{address}/answers", in_lots(attempt, OF_A2))

    visitor.get(address)

    links = {link.to_text().strip(): link.attrs["href"] for link in visitor.all(".result a")}
    assert links == {"On to the final class test": TEST}


def test_the_courses_page_shows_it_after_the_days(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    visitor.signed_in(people.trainee).get(COURSE)
    text = visitor.text()
    assert "Final class test Not passed yet 3 questions from the quizzes" in text
    assert "the final class test passed" in text

    passed(trainee, "cluster-broker/final-test")
    visitor.get(COURSE)
    assert "Final class test Passed" in visitor.text()


def test_forty_questions_stay_within_the_weight_of_a_page(
    visitor: Visitor, people: People, real: Course
) -> None:
    attempt = begun(visitor.signed_in(people.trainee))

    visitor.get(FIRST)

    assert len(visitor.all("fieldset.question")) == attempt.most == 40


def far_off(question: Any) -> Answer:
    """An answer that has something to be said about each of its lines."""
    if question.kind in {"one", "many"}:
        return [place for place, option in enumerate(question.options) if not option.right]
    if question.kind == "order":
        return list(reversed(range(len(question.items))))
    if question.kind == "match":
        return {place: place - 1 for place in range(1, len(question.pairs))} | {0: 1}
    return "ten times as many as that"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_what_came_of_forty_questions_stays_within_it_too(
    app: Flask, visitor: Visitor, people: People, real: Course, language: str
) -> None:
    """By twenty a page: each question has its lines, and a reason for every one of them."""
    people.trainee.language = language
    attempt = begun(visitor.signed_in(people.trainee))
    with app.test_request_context():
        test = final_test(real)
    assert test
    paper = test.asked_in(attempt)
    answers = {question.id: far_off(question) for question in paper.quiz.questions}
    attempts.finish(attempt, paper, answers, at=clock.now())

    visitor.get(FIRST)
    first = [node.attrs["href"] for node in visitor.all(".pagination a")]
    assert len(visitor.all("li.question")) == 20
    visitor.get(first[0].partition("#")[0])

    assert len(visitor.all("li.question")) == 20
    assert (len(first), len(visitor.all(".pagination a"))) == (1, 1)
    visitor.get(f"{FIRST}?part=3", status=404)
