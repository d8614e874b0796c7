"""How the quizzes of an edition went: for trainers, and without a name."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from lms.content.course import Course
from lms.db import db
from lms.quizzes.edition_quizzes import Studied, studied
from lms.quizzes.models import QuizAnswer, QuizAttempt
from lms.quizzes.views import statistics
from tests.people import People
from tests.quizzes.first_attempts import a_class, answered
from tests.visitor import Visitor

PAGE = "/editions/{}/quizzes/cluster-broker/a1"


def test_the_page_shows_numbers_and_no_name(
    visitor: Visitor, people: People, course: Course
) -> None:
    for enrolment in a_class(people, 2):
        answered(enrolment, course, wrong=[1, 6])

    response = visitor.signed_in(people.trainer).get(PAGE.format(people.edition.id))

    text = visitor.text()
    for sentence in (
        "The question that fewest got right comes first",
        "0% 0 of 2",
        "from 5 trainees on",
        "More answered “Their size” than what is right.",
        "How many chose each answer",
        "Size can be shared.",
        "It is worth reading from about 30 answers on",
    ):
        assert sentence in text
    assert "trainee0" not in response.text.lower()
    assert len(visitor.all("section.item")) == 6
    assert len(visitor.all("section.item table")) == 6


def test_a_quiz_nobody_took_says_so(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer).get(PAGE.format(people.edition.id))

    assert "Nobody has taken it yet" in visitor.text()


@pytest.mark.parametrize(
    "ref", ["cluster-broker/a9", "cluster-broker", "x", "edition-1/quiz-x", "edition-1/quiz-1"]
)
def test_an_unknown_quiz_has_no_page(visitor: Visitor, people: People, ref: str) -> None:
    page = f"/editions/{people.edition.id}/quizzes/{ref}"

    visitor.signed_in(people.trainer).get(page, status=404)


def test_the_list_says_how_many_took_each_and_how_much_was_right(
    visitor: Visitor, people: People, course: Course
) -> None:
    ana, bea, _ciro = a_class(people, 3)
    answered(ana, course, wrong=[1, 2, 3])
    answered(bea, course)

    visitor.signed_in(people.coordinator).get(f"/editions/{people.edition.id}/quizzes")

    text = visitor.text()
    assert "Isolation, not size Day 1 · 2 of 3 trainees took it 75% right" in text
    assert "The broker Day 2 · Nobody has taken it yet" in text
    assert "No quiz of your own yet" in text


@pytest.mark.parametrize("count", [3, 30])
def test_pages_ask_as_often_for_thirty_trainees_as_for_three(
    visitor: Visitor, people: People, course: Course, count: int
) -> None:
    for number, enrolment in enumerate(a_class(people, count)):
        answered(enrolment, course, wrong=[number % 6 + 1])
    visitor.signed_in(people.trainer)

    costs = []
    for page in (f"/editions/{people.edition.id}/quizzes", PAGE.format(people.edition.id)):
        visitor.get(page)
        costs.append(visitor.statements)

    assert costs == [5, 4]


def test_the_final_test_shows_every_question_that_may_be_drawn(
    app: Flask, people: People, fuller: Course, visitor: Visitor
) -> None:
    (ana,) = a_class(people, 1)
    ref, now = fuller.final_test_ref, datetime.now(UTC)
    with app.test_request_context("/"):
        quiz = studied(fuller, people.edition, ref)
    assert isinstance(quiz, Studied)
    assert len(quiz.questions) == 7
    attempt = QuizAttempt(
        enrolment_id=ana.id, day=ref, number=1, started_at=now, finished_at=now, most=2, score=1
    )
    attempt.answers = [
        QuizAnswer(question=name, answer=[0], right=right, answered_at=now)
        for name, right in (("a1-q1", False), ("a2-q1", True))
    ]
    db.session.add(attempt)
    db.session.commit()

    visitor.signed_in(people.trainer).get(f"/editions/{people.edition.id}/quizzes/{ref}")

    assert [node.attrs["id"] for node in visitor.all("section.item h2")] == ["a1-q1", "a2-q1"]
    assert "take the questions along" not in visitor.text()


def test_long_lists_are_shown_page_by_page(
    visitor: Visitor, people: People, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "PAGE", 4)
    answered(*a_class(people, 1), course)
    page = PAGE.format(people.edition.id)
    visitor.signed_in(people.trainer).get(page)
    assert len(visitor.all("section.item")) == 4

    visitor.get(visitor.all("a[rel=next]")[0].attrs["href"])

    assert len(visitor.all("section.item")) == 2
    for wrong in ("6", "-1", "x", "99999"):
        visitor.get(f"{page}?from={wrong}", status=404)


def test_the_tab_leads_where_the_reader_may_go(visitor: Visitor, people: People) -> None:
    base = f"/editions/{people.edition.id}"
    expected = {
        "trainer": f"{base}/quizzes",
        "coordinator": f"{base}/quizzes",
        "trainee": f"{base}/question-sets",
        "supervisor": None,
    }
    for name, address in expected.items():
        person = Visitor(visitor.app).signed_in(getattr(people, name))
        person.get(base)
        tabs = {node.to_text().strip(): node.attrs["href"] for node in person.all(".tabs a")}
        assert tabs.get("Quizzes") == address, name


class TestTakingAlong:
    """The questions of a class day as a file."""

    def test_trainers_keep_it_as_a_file(self, visitor: Visitor, people: People) -> None:
        base = "/courses/cluster-broker/days/a1/quiz"
        visitor.signed_in(people.trainer).get(base)
        links = {node.attrs["href"] for node in visitor.all("main .actions a")}
        assert {f"{base}.gift", f"{base}.xml"} <= links

        response = visitor.get(f"{base}.gift")

        assert response.headers["Content-Disposition"] == (
            'attachment; filename="cluster-broker-a1.gift.txt"'
        )
        assert response.mimetype == "text/plain"
        assert "\n::a1-q1::[plain]What ails small firms most?{\n" in response.text
        assert visitor.get(f"{base}.xml").mimetype == "application/xml"

    @pytest.mark.parametrize(
        "name", ["trainee", "classmate", "supervisor", "assessor", "stranger", "outsider"]
    )
    def test_it_holds_the_right_answers_and_is_closed_to_others(
        self, visitor: Visitor, people: People, name: str
    ) -> None:
        visitor.signed_in(getattr(people, name))

        for form in ("gift", "xml"):
            visitor.get(f"/courses/cluster-broker/days/a1/quiz.{form}", status=403)
        visitor.get("/courses/cluster-broker/days/a1/quiz")
        assert "take the questions along" not in visitor.text()
