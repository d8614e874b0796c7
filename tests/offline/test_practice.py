"""The form of a quiz that may wait, and what becomes of it when it is sent."""

import pytest
from sqlalchemy import select

from lms import content
from lms.content.quiz import Quiz
from lms.db import db
from lms.quizzes.models import QuizAnswer, QuizAttempt
from tests.people import People, enrolment_of
from tests.quizzes.answering import Filled, as_sent
from tests.visitor import Visitor

FORM = "/offline/practice/cluster-broker/days/a5"
QUIZ = "/courses/cluster-broker/days/a5/quiz"


def the_quiz() -> Quiz:
    return content.library().courses["cluster-broker"].day("a5").quiz


def rightly(people: People) -> dict[str, list[str]]:
    """Every question answered rightly, as the browser of Ana sends it."""
    filled: dict[str, str | list[str]] = {}
    for question in the_quiz().questions:
        right = question.solution
        if question.kind in {"one", "many"}:
            filled[question.id] = [str(place) for place in right]
        elif question.kind == "order":
            filled |= {f"{question.id}-{line}": str(place + 1) for place, line in enumerate(right)}
        elif question.kind == "match":
            filled |= {f"{question.id}-{left}": str(right[left]) for left in right}
        else:
            filled[question.id] = str(right)
    return sent(filled, people)


def sent(filled: Filled, people: People) -> dict[str, list[str]]:
    number = enrolment_of(people.trainee, people.edition).id
    return as_sent(filled, the_quiz().questions, f"practice:{number}:cluster-broker/a5")


def kept() -> list[tuple[int, int, bool]]:
    rows = db.session.scalars(select(QuizAttempt).order_by(QuizAttempt.id))
    return [(row.number, row.score, row.passed) for row in rows]


def test_it_asks_everything_and_begins_nothing(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(FORM)

    assert len(visitor.all("fieldset.question")) == len(the_quiz().questions)
    assert "marked when they arrive" in visitor.text()
    assert kept() == []


def test_it_is_the_same_at_every_look_so_that_a_kept_copy_stays_good(
    visitor: Visitor, people: People
) -> None:
    def lines() -> list[str]:
        visitor.get(FORM)
        return [node.attrs["id"] for node in visitor.all(".choice input, .sort select")]

    visitor.signed_in(people.trainee)
    first = lines()
    assert lines() == first


def test_its_source_tells_no_answer(visitor: Visitor, people: People) -> None:
    source = visitor.signed_in(people.trainee).get(FORM).text

    for question in the_quiz().questions:
        for line in getattr(question, "options", getattr(question, "items", ())):
            assert line.why not in source
    orders = [question for question in the_quiz().questions if question.kind == "order"]
    for question in orders:
        texts = [item.text for item in question.items]
        assert sorted(texts, key=source.index) != texts


def test_sent_it_is_an_attempt_that_is_marked(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)

    answer = visitor.post(FORM, rightly(people))

    assert answer.location == f"{QUIZ}/attempts/1"
    assert kept() == [(1, len(the_quiz().questions), True)]
    visitor.get(answer.location)
    assert "Quiz passed" in visitor.text()


def test_it_closes_the_attempt_that_was_open(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post(f"{QUIZ}/attempts")
    visitor.post(FORM, rightly(people))
    assert kept() == [(1, len(the_quiz().questions), True)]


def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    visitor: Visitor, people: People
) -> None:
    first, chosen = next(iter(rightly(people).items()))
    some = {first: chosen}
    visitor.signed_in(people.trainee).post(FORM, some, status=422)

    assert f"{len(the_quiz().questions) - 1} questions wait for an answer" in visitor.text()
    assert [box.attrs["value"] for box in visitor.all("main input[checked]")] == chosen
    assert kept() == []


@pytest.mark.parametrize("name", ["stranger", "trainer", "supervisor", "administrator"])
def test_only_a_trainee_of_the_course_has_one(visitor: Visitor, people: People, name: str) -> None:
    visitor.signed_in(getattr(people, name)).get(FORM, status=403)
    visitor.post(FORM, rightly(people), status=403)
    assert kept() == []


def test_another_trainees_form_answers_nothing(visitor: Visitor, people: People) -> None:
    """Lots are drawn for one trainee: a copied form has no line that fits."""
    visitor.signed_in(people.classmate).post(FORM, rightly(people), status=422)
    assert kept() == []


def test_answers_are_kept_by_the_order_of_the_file(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post(FORM, rightly(people))
    rows = db.session.scalars(select(QuizAnswer)).all()
    assert all(row.right for row in rows)
