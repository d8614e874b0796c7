from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from lms.content.quiz import Answer, Question
from lms.content.typed import folded, readings
from tests.content.tree import Tree

WHY = {"why": "Because."}
ASKED = {"id": "q", "ask": "What?", "source": "a1-1"}
OPTIONS = [{"text": "a", **WHY}, {"text": "b", "right": "true", **WHY}]


def a_question(**fields: object) -> Question:
    question: Question = TypeAdapter(Question).validate_python({**ASKED, **fields})
    return question


def mark(question: Question, answer: Answer) -> bool:
    return question.mark(answer)


@pytest.mark.parametrize(
    ("answer", "right"), [([1], True), ([0], False), ([], False), ([0, 1], False), ("1", False)]
)
def test_one_option_is_right(answer: Answer, right: bool) -> None:
    assert mark(a_question(kind="one", options=OPTIONS), answer) is right


@pytest.mark.parametrize(
    ("answer", "right"),
    [([1, 2], True), ([2, 1], True), ([1], False), ([0, 1, 2], False), ([1, 1, 2], False)],
)
def test_all_right_options_and_no_other_are_chosen(answer: Answer, right: bool) -> None:
    options = [*OPTIONS, {"text": "c", "right": "true", **WHY}]

    assert mark(a_question(kind="many", options=options), answer) is right


@pytest.mark.parametrize(
    ("answer", "right"), [([0, 1, 2], True), ([1, 0, 2], False), ([0, 1], False), ("012", False)]
)
def test_items_are_put_in_the_order_of_the_file(answer: Answer, right: bool) -> None:
    items = [{"text": text, **WHY} for text in "abc"]

    assert mark(a_question(kind="order", items=items), answer) is right


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ({0: 0, 1: 1, 2: 2}, True),
        ({0: 0, 1: 2, 2: 1}, True),  # both say "lends"
        ({0: 1, 1: 0, 2: 2}, False),
        ({0: 0, 1: 1}, False),
        ({0: 0, 1: 1, 2: 9}, False),
        ([0, 1, 2], False),
    ],
)
def test_pairs_match_when_the_texts_on_the_right_are_the_same(answer: Answer, right: bool) -> None:
    pairs = [
        {"left": "broker", "right": "facilitates", **WHY},
        {"left": "bank", "right": "lends", **WHY},
        {"left": "fund", "right": "lends", **WHY},
    ]

    assert mark(a_question(kind="match", pairs=pairs), answer) is right


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("88", True),
        (" 88 women ", True),
        ("88,4", True),
        ("88.4", True),
        ("٨٨", True),
        (Decimal(88), True),
        ("88,6", False),
        ("eighty-eight", False),
        ("", False),
        ("-88", False),
        ([88], False),
    ],
)
def test_a_number_is_right_within_its_tolerance(answer: Answer, right: bool) -> None:
    question = a_question(kind="number", answer="88", tolerance="0.5", unit="women", **WHY)

    assert mark(question, answer) is right


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("88", [Decimal(88)]),
        ("1,5", [Decimal("1.5")]),
        ("1.5", [Decimal("1.5")]),
        ("-1,5", [Decimal("-1.5")]),
        ("−2", [Decimal(-2)]),
        ("7,000", [Decimal(7000), Decimal(7)]),
        ("7 000", [Decimal(7000)]),
        ("1.234,5", [Decimal("1234.5")]),
        ("1,234.5", [Decimal("1234.5")]),
        ("1.234.567", [Decimal(1234567)]),
        ("74 %", [Decimal(74)]),
        ("US$ 16", []),
        ("$16,000", [Decimal(16000), Decimal(16)]),
        ("1,2,3", []),
        ("1e9", []),
        ("NaN", []),
        ("9" * 400, []),
    ],
)
def test_a_number_is_read_as_any_country_writes_it(text: str, numbers: list[Decimal]) -> None:
    assert list(readings(text)) == numbers


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("isolation", True),
        ("  Isolation. ", True),
        ("AISLAMIENTO  ECONOMICO", True),
        ("“isolation”", True),
        ("size", False),
        ("", False),
        ([0], False),
    ],
)
def test_a_short_answer_forgives_case_accents_and_spaces(answer: Answer, right: bool) -> None:
    question = a_question(kind="short", accept=["isolation", "aislamiento económico"], **WHY)

    assert mark(question, answer) is right


def test_folding_treats_letters_of_all_scripts_alike() -> None:
    assert folded("  STRASSE, Ève!  ") == folded("straße,  eve")


def test_every_kind_of_question_is_marked_right_by_its_own_solution(tree: Tree) -> None:
    quiz = tree.load().courses["sample"].day("a1").quiz

    marks = {question.kind: question.mark(question.solution) for question in quiz.questions}

    assert marks == dict.fromkeys(["one", "many", "order", "match", "number", "short"], True)
    assert quiz.pass_percent == 70
    assert quiz.question("a1-q5").kind == "number"
