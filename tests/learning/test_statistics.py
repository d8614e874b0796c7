"""How the questions of a quiz went: for trainers, from first attempts, without a name."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from flask import Flask

from lms.content.course import Course
from lms.content.quiz import Answer
from lms.db import db
from lms.learning import attempts, item_queries
from lms.learning.edition_quizzes import Studied, studied
from lms.learning.items import Item, discrimination, items
from lms.learning.models import Enrolment, QuizAnswer, QuizAttempt, Role
from tests.people import People, a_person, enrol
from tests.visitor import Visitor

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
PAGE = "/editions/{}/quizzes/cluster-broker/a1"


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


def found(app: Flask, people: People, course: Course, ref: str = "cluster-broker/a1") -> list[Item]:
    with app.test_request_context("/"):
        quiz = studied(course, people.edition, ref)
        assert quiz is not None
        return items(
            quiz,
            db.session.execute(item_queries.answers(people.edition, ref)),
            db.session.execute(item_queries.sums(people.edition, ref)),
        )


def bars(item: Item) -> list[tuple[str, int]]:
    return [(bar.label, bar.value) for bar in item.bars]


def test_the_question_that_fewest_got_right_comes_first(
    app: Flask, people: People, course: Course
) -> None:
    ana, bea, ciro = a_class(people, 3)
    answered(ana, course, wrong=[3, 6])
    answered(bea, course, wrong=[3])
    answered(ciro, course, wrong=[3, 6, 5])

    rows = found(app, people, course)

    assert [(row.number, row.right, row.answered) for row in rows] == [
        (3, 0, 3),
        (6, 1, 3),
        (5, 2, 3),
        (1, 3, 3),
        (2, 3, 3),
        (4, 3, 3),
    ]
    assert [row.discrimination for row in rows] == [None] * 6


def test_each_kind_shows_how_many_gave_which_answer(
    app: Flask, people: People, course: Course
) -> None:
    ana, bea, ciro = a_class(people, 3)
    answered(ana, course)
    answered(bea, course, wrong=range(1, 7))
    answered(ciro, course, wrong=[6], a1_q5="88,2 women", a1_q6="  SIZE. ")

    rows = {row.question.id: row for row in found(app, people, course)}

    assert bars(rows["a1-q1"]) == [("Their size", 1), ("Their isolation (right)", 2)]
    assert bars(rows["a1-q2"]) == [
        ("Orders (right)", 3),
        ("Machines (right)", 2),
        ("Birthdays", 1),
    ]
    assert bars(rows["a1-q3"]) == [("1. Diagnosis", 2), ("2. Vision", 2), ("3. Plan", 3)]
    assert bars(rows["a1-q4"]) == [
        ("Broker → facilitates", 2),
        ("Bank → lends", 2),
        ("Fund → lends", 3),
    ]
    assert sorted(bars(rows["a1-q5"])) == [
        ("12", 1),
        ("88 (right)", 1),
        ("88,2 women (right)", 1),
    ]
    assert bars(rows["a1-q6"]) == [("size", 2), ("isolation (right)", 1)]
    assert rows["a1-q1"].marked == ["Their isolation (right)"]
    assert [rows[name].lure for name in ("a1-q1", "a1-q5", "a1-q6")] == ["", "", "size"]


def test_many_different_typed_answers_end_in_one_line(
    app: Flask, people: People, course: Course
) -> None:
    for number, enrolment in enumerate(a_class(people, 9)):
        answered(enrolment, course, a1_q6=f"word {number}")

    rows = {row.question.id: row for row in found(app, people, course)}

    assert len(rows["a1-q6"].bars) == 7
    assert bars(rows["a1-q6"])[-1] == ("Other answers", 3)


def test_only_first_attempts_of_present_trainees_of_this_edition_count(
    app: Flask, people: People, course: Course
) -> None:
    ana, bea, gone = a_class(people, 3)
    answered(ana, course, wrong=[1])
    answered(ana, course)
    answered(gone, course, wrong=[1])
    answered(enrol(a_person("elsewhere"), people.other_edition, Role.TRAINEE), course, wrong=[1])
    gone.ended_at = datetime.now(UTC)
    attempts.start(bea, course.days[0], at=datetime.now(UTC))
    db.session.commit()

    first = found(app, people, course)[0]

    assert (first.number, first.right, first.answered) == (1, 0, 1)
    taken = db.session.execute(item_queries.taken(people.edition)).all()
    assert [tuple(row) for row in taken] == [("cluster-broker/a1", 1, 5, 6)]


def test_what_was_answered_in_another_shape_is_counted_as_wrong_and_breaks_nothing(
    app: Flask, people: People, course: Course
) -> None:
    """As after a question got another kind in its file."""
    (ana,) = a_class(people, 1)
    answered(ana, course)
    row = db.session.query(QuizAnswer).filter_by(question="a1-q4").one()
    row.answer, row.right = "lends", False
    db.session.commit()

    first = found(app, people, course)[0]

    assert (first.question.id, first.right, [bar.value for bar in first.bars]) == (
        "a1-q4",
        0,
        [0, 0, 0],
    )


@pytest.mark.parametrize(
    ("rights", "shares", "expected"),
    [
        ([1, 1, 0, 0], [1, 1, 0, 0], None),  # four people
        ([1, 1, 1, 0, 0], [1, 1, 1, 0, 0], 1.0),
        ([0, 0, 1, 1, 1], [1, 1, 0, 0, 0], -1.0),
        ([1, 1, 1, 1, 1], [1, 0.5, 0, 0, 0], None),  # all right
        ([1, 0, 1, 0, 1], [0.5] * 5, None),  # all alike elsewhere
        ([1, 1, 0, 0, 1, 0], [0.9, 0.6, 0.7, 0.2, 0.4, 0.1], 0.5369),
    ],
)
def test_discrimination_is_the_correlation_with_the_rest(
    rights: list[int], shares: list[float], expected: float | None
) -> None:
    value = discrimination(
        len(rights),
        sum(rights),
        sum(shares),
        sum(share**2 for share in shares),
        sum(right * share for right, share in zip(rights, shares, strict=True)),
    )

    assert value == (None if expected is None else pytest.approx(expected, abs=0.0001))


def test_a_quiz_of_one_question_tells_nobody_apart() -> None:
    assert discrimination(9, 4, None, None, None) is None


def test_from_five_trainees_on_a_question_is_told_apart(
    app: Flask, people: People, course: Course
) -> None:
    """The two who got the first question wrong did worst in the rest."""
    for enrolment, wrong in zip(
        a_class(people, 5), ([], [], [6], [1, 3, 4, 5], [1, 3, 4, 6]), strict=True
    ):
        answered(enrolment, course, wrong=wrong)

    rows = {row.number: row for row in found(app, people, course)}

    assert rows[1].discrimination == pytest.approx(0.9631, abs=0.0001)
    assert rows[2].discrimination is None
    assert rows[1].misleads is False


def test_a_question_that_misleads_the_better_ones_is_named(
    app: Flask, people: People, course: Course, visitor: Visitor
) -> None:
    wrongs: Sequence[Sequence[int]] = ([1], [1], [1], [3, 4, 5], [3, 4, 6], [3, 5, 6])
    for enrolment, wrong in zip(a_class(people, 6), wrongs, strict=True):
        answered(enrolment, course, wrong=wrong)

    rows = {row.number: row for row in found(app, people, course)}
    visitor.signed_in(people.trainer).get(PAGE.format(people.edition.id))

    assert (rows[1].misleads, rows[3].misleads) == (True, False)
    assert visitor.text().count("Look at its wording first.") == 1


def test_the_page_shows_numbers_and_no_name(
    visitor: Visitor, people: People, course: Course
) -> None:
    for enrolment in a_class(people, 2):
        answered(enrolment, course, wrong=[1, 6])

    response = visitor.signed_in(people.trainer).get(PAGE.format(people.edition.id))

    text = visitor.text()
    for sentence in (
        "The question that fewest got right comes first",
        "0 % 0 of 2",
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
    assert "Isolation, not size Day 1 · 2 of 3 trainees took it 75 % right" in text
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
    from lms.learning.views import statistics

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
