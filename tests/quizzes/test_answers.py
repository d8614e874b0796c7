"""What was typed becomes an answer, or a sentence that says what is missing."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from lms.content.course import Course
from lms.quizzes.answers import Sheet
from tests.quizzes.answering import RIGHT, Filled, as_sent, but

CHOOSE_EVERY = "Choose every answer that is right; there is more than one."


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> object:
    with app.test_request_context("/"):
        yield


def sheet(course: Course, typed: Filled) -> Sheet:
    quiz = course.days[0].quiz
    return Sheet("attempt:7", quiz, MultiDict(as_sent(typed, quiz.questions, "attempt:7")))


def test_a_full_sheet_becomes_answers_in_the_order_of_the_file(course: Course) -> None:
    full = sheet(course, RIGHT)

    assert full.accepted()
    assert full.answers == {
        "a1-q1": [1],
        "a1-q2": [0, 1],
        "a1-q3": [0, 1, 2],
        "a1-q4": {0: 0, 1: 1, 2: 1},
        "a1-q5": "88 women",
        "a1-q6": "Isolation.",
    }


def test_an_order_is_read_by_place_not_by_line(course: Course) -> None:
    full = sheet(course, but("a1-q3", **{"a1-q3_0": "3", "a1-q3_1": "1", "a1-q3_2": "2"}))

    assert full.accepted()
    assert full.answers["a1-q3"] == [1, 2, 0]


def test_an_empty_sheet_says_what_each_question_waits_for(course: Course) -> None:
    empty = sheet(course, {})

    assert not empty.accepted()
    assert empty.errors == {
        "a1-q1": "Choose one answer.",
        "a1-q2": CHOOSE_EVERY,
        "a1-q3": "Give every line its place.",
        "a1-q4": "Choose a partner for every line.",
        "a1-q5": "Write a number in figures, such as 12 or 2.5.",
        "a1-q6": "Write your answer in one or two words.",
    }


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("a1-q1", {"a1-q1": ["0", "1"]}, "Choose one answer."),
        ("a1-q1", {"a1-q1": "2"}, "Choose one answer."),
        ("a1-q1", {"a1-q1": "-1"}, "Choose one answer."),
        ("a1-q2", {"a1-q2": ["9", "x"]}, CHOOSE_EVERY),
        ("a1-q3", {"a1-q3_0": "1", "a1-q3_1": "2"}, "Give every line its place."),
        (
            "a1-q3",
            {"a1-q3_0": "1", "a1-q3_1": "2", "a1-q3_2": "2"},
            "Two lines have the same place. Use each place once.",
        ),
        ("a1-q3", {"a1-q3_0": "1", "a1-q3_1": "2", "a1-q3_2": "0"}, "Give every line its place."),
        ("a1-q4", {"a1-q4_0": "0", "a1-q4_1": "1"}, "Choose a partner for every line."),
        ("a1-q5", {"a1-q5": "many"}, "Write a number in figures, such as 12 or 2.5."),
        ("a1-q6", {"a1-q6": "  "}, "Write your answer in one or two words."),
        ("a1-q6", {"a1-q6": "a" * 201}, "Shorten this to 200 characters."),
    ],
)  # fmt: skip
def test_half_an_answer_is_none(
    course: Course, question: str, typed: Filled, sentence: str
) -> None:
    half = sheet(course, but(question, **typed))

    assert not half.accepted()
    assert half.errors == {question: sentence}


def test_what_was_typed_is_shown_again(course: Course) -> None:
    again = sheet(course, {"a1-q1": "0", "a1-q5": "many"})

    shown = again.questions()

    assert [asked.number for asked in shown] == [1, 2, 3, 4, 5, 6]
    chosen = next(lot.mark for lot in shown[0].lines if lot.place == 0)
    assert shown[0].chosen == {"a1-q1": [chosen], "a1-q5": ["many"]}
