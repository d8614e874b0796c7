"""How the questions of a quiz did, counted from first attempts."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from flask import Flask

from lms.content.course import Course
from lms.db import db
from lms.editions.models import Role
from lms.quizzes import attempts, item_queries
from lms.quizzes.edition_quizzes import studied
from lms.quizzes.items import Item, discrimination, items
from lms.quizzes.models import QuizAnswer
from tests.people import People, a_person, enrol
from tests.quizzes.first_attempts import a_class, answered
from tests.visitor import Visitor

PAGE = "/editions/{}/quizzes/cluster-broker/a1"


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
