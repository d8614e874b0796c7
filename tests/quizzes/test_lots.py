"""No page tells the right order or the right partner, however its fields are read."""

import pytest
from flask import Flask

from lms.content.course import Course
from lms.content.quiz import Question
from lms.editions.models import Enrolment
from lms.quizzes.lots import drawn, lines_of, places
from tests.people import People
from tests.quizzes.answering import KINDS
from tests.visitor import Visitor

ATTEMPTS = "/courses/cluster-broker/days/a1/quiz/attempts"
pytestmark = pytest.mark.usefixtures("app")
MANY = [f"attempt:{number}" for number in range(1, 60)]


@pytest.fixture
def order(course: Course) -> Question:
    return course.days[0].quiz.question(KINDS["order"])


@pytest.fixture
def match(course: Course) -> Question:
    return course.days[0].quiz.question(KINDS["match"])


def test_lines_stand_alike_at_every_look_and_unlike_between_sheets(order: Question) -> None:
    orders = {tuple(lot.place for lot in drawn(order, sheet)) for sheet in MANY}

    assert len(orders) > 3
    assert drawn(order, "attempt:3") == drawn(order, "attempt:3")


def test_an_order_never_stands_right_by_chance(order: Question) -> None:
    for sheet in MANY:
        assert [lot.place for lot in drawn(order, sheet)] != [0, 1, 2]


@pytest.mark.parametrize("kind", ["one", "many", "order", "match"])
def test_the_names_of_lines_tell_nothing_of_their_places(course: Course, kind: str) -> None:
    """Sorted by their names, the lines of many sheets come in every order about as often."""
    question = course.days[0].quiz.question(KINDS[kind])
    first = [min(drawn(question, sheet)).place for sheet in MANY]

    assert set(first) == {place for place, _text in lines_of(question)}
    assert max(first.count(place) for place in first) < len(MANY) * 0.75


def test_a_line_has_another_name_on_every_sheet(order: Question) -> None:
    names = [lot.mark for sheet in MANY for lot in drawn(order, sheet)]
    assert len(set(names)) == len(names)


def test_a_name_holds_for_the_text_it_was_drawn_for(order: Question) -> None:
    """An author who moves or rewrites a line changes no answer that was given before."""
    turned = order.model_copy(update={"items": tuple(reversed(order.items))})
    before, after = places(order, "attempt:1"), places(turned, "attempt:1")

    assert {lot: 2 - place for lot, place in before.items()} == after


def test_equal_right_sides_of_a_match_are_offered_once(match: Question) -> None:
    assert lines_of(match) == [(0, "facilitates"), (1, "lends")]


def test_a_sheet_that_waited_is_read_after_the_secret_key_changed(
    app: Flask, order: Question
) -> None:
    before = places(order, "practice:1:a1")
    old = app.config["SECRET_KEY"]
    app.config.update(SECRET_KEY="a new one", SECRET_KEY_FALLBACKS=[old])
    try:
        now = places(order, "practice:1:a1")
        assert before.items() <= now.items()
        assert {lot.mark for lot in drawn(order, "practice:1:a1")}.isdisjoint(before)
    finally:
        app.config.update(SECRET_KEY=old, SECRET_KEY_FALLBACKS=[])


def test_the_page_of_a_quiz_shows_lots_in_the_place_of_numbers(
    visitor: Visitor, people: People, trainee: Enrolment, course: Course
) -> None:
    visitor.get(visitor.signed_in(people.trainee).post(ATTEMPTS).location)

    shown = [box.attrs["value"] for box in visitor.all(".choice input")]
    named = [select.attrs["name"].rpartition("-")[2] for select in visitor.all(".sort select")]
    offered = [option.attrs["value"] for option in visitor.all(".pair option[value]")]
    lots = [*shown, *named, *filter(None, offered)]
    assert {len(lot) for lot in lots} == {10}
    assert (shown[:2], shown[2:]) == (sorted(shown[:2]), sorted(shown[2:]))
