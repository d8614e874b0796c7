"""What people write in GIFT, as Moodle documents it."""

from decimal import Decimal
from typing import Any

import pytest

from lms.content.exchange import Entry, Reading, Reason, Remark, lacks_a_why, read
from lms.content.quiz import Question


def reading(source: str) -> Reading:
    return read(source, ("True", "False"))


def only(source: str) -> Entry:
    found = reading(source)
    assert found.refusals == []
    (entry,) = found.entries
    return entry


def question(source: str) -> Any:
    asked: Question = only(source).question
    return asked


def options(source: str) -> list[tuple[str, bool, str]]:
    return [(row.text, row.right, row.why) for row in question(source).options]


def refused(source: str) -> tuple[int, Reason, str]:
    found = reading(source)
    assert found.entries == []
    (refusal,) = found.refusals
    return refusal.line, refusal.reason, refusal.about


def test_one_of_several_is_right_and_each_says_why() -> None:
    source = """
// multiple choice with specified feedback for right and wrong answers
::Q2:: What's between orange and green in the spectrum?
{ =yellow # right; good! ~red # wrong, it's yellow ~blue }
"""
    entry = only(source)

    assert (entry.name, entry.line, entry.question.kind) == ("Q2", 3, "one")
    assert entry.question.ask == "What's between orange and green in the spectrum?"
    assert options(source) == [
        ("yellow", True, "right; good!"),
        ("red", False, "wrong, it's yellow"),
        ("blue", False, ""),
    ]
    assert lacks_a_why(entry.question)


def test_what_is_worth_something_is_right_where_none_is_marked_as_the_right_one() -> None:
    source = """What two people are entombed in Grant's tomb? {
   ~%-100%No one
   ~%50%Grant#yes
   ~%50%Grant's wife
   ~%-100%Grant's father
}"""
    assert question(source).kind == "many"
    assert options(source) == [
        ("No one", False, ""),
        ("Grant", True, "yes"),
        ("Grant's wife", True, ""),
        ("Grant's father", False, ""),
    ]
    assert only(source).remarks == frozenset()


def test_what_was_half_right_is_wrong_and_that_is_said() -> None:
    source = "Where? {=here ~%50%nearly ~nowhere}"

    assert [right for _text, right, _why in options(source)] == [True, False, False]
    assert only(source).remarks == {Remark.PARTLY}


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("T", [("True", True, ""), ("False", False, "")]),
        ("FALSE", [("True", False, ""), ("False", True, "")]),
        ("true", [("True", True, ""), ("False", False, "")]),
        ("F#no, wrong#yes, right", [("True", False, "no, wrong"), ("False", True, "yes, right")]),
        ("T#no, wrong#yes, right", [("True", True, "yes, right"), ("False", False, "no, wrong")]),
    ],
)
def test_true_or_false_is_a_choice_between_the_two_words(answer: str, expected: object) -> None:
    assert options(f"The sun rises in the west.{{{answer}}}") == expected


def test_the_two_words_are_those_of_the_class() -> None:
    entry = read("Sale el sol.{T}", ("Verdadero", "Falso")).entries[0]

    assert [row.text for row in entry.question.options] == ["Verdadero", "Falso"]  # type: ignore[union-attr]


def test_a_word_is_typed_and_every_spelling_counts() -> None:
    found = question("Who's buried in Grant's tomb?{=no one#right =nobody =%50%one man}")

    assert (found.kind, found.accept, found.why) == ("short", ("no one", "nobody"), "right")


def test_a_missing_word_leaves_a_gap() -> None:
    found = question("Grant is {~buried =entombed ~living} in Grant's tomb.")

    assert found.ask == "Grant is _____ in Grant's tomb.".replace("_", "\\_")
    assert [row.right for row in found.options] == [False, True, False]


def test_pairs_are_matched() -> None:
    source = "Match. { =cat -> cat food =dog -> dog food =fish->water ####1. a\\n2. b\\n3. c }"

    assert [(row.left, row.right, row.why) for row in question(source).pairs] == [
        ("cat", "cat food", "a"),
        ("dog", "dog food", "b"),
        ("fish", "water", "c"),
    ]


def test_what_is_no_list_of_reasons_is_said_of_the_whole() -> None:
    found = question("Match. { =cat -> cat food =dog -> dog food ####1. Think\\n3. again }")

    assert found.why == "1. Think\n3. again"
    assert [row.why for row in found.pairs] == ["", ""]


@pytest.mark.parametrize(
    ("answer", "expected", "tolerance", "why"),
    [
        ("#1822:5", "1822", "5", ""),
        ("#3.14..3.15", "3.145", "0.005", ""),
        ("#2", "2", "0", ""),
        ("#-1.5:.5#half", "-1.5", "0.5", "half"),
        ("#=1822:0#exactly =%50%1822:2#nearly", "1822", "0", "exactly"),
        ("# =1e3:1 ~#no ####in thousands", "1000", "1", "in thousands"),
    ],
)
def test_a_number_has_a_tolerance(answer: str, expected: str, tolerance: str, why: str) -> None:
    found = question(f"How many?{{{answer}}}")

    assert (found.kind, found.answer, found.tolerance, found.why) == (
        "number",
        Decimal(expected),
        Decimal(tolerance),
        why,
    )


def test_an_order_is_moodles_own_kind() -> None:
    source = """Put in order.{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW none
    first: = ~
    second
    third
    ####1. a
2. b
3.
}"""
    found = question(source)

    assert [(item.text, item.why) for item in found.items] == [
        ("first: = ~", "a"),
        ("second", "b"),
        ("third", ""),
    ]
    assert only(source.replace(">3", ">2")).remarks == {Remark.SUBSET}


def test_signs_are_taken_away_by_a_backslash() -> None:
    source = r"::a\:b:: Is 1 \= 1 \{really\}\? \~ \# C\:\\temp \nNew {=yes \= 1 ~no \~#why \#1}"

    entry = only(source)

    assert entry.name == "a:b"
    assert entry.question.ask == r"Is 1 = 1 {really}\\? ~ # C:\\temp" + " \nNew"
    assert options(source) == [("yes = 1", True, ""), ("no ~", False, "why #1")]


@pytest.mark.parametrize(
    ("source", "ask"),
    [
        ("[html]<p>A <b>bold</b>&nbsp;word</p><p>2 &lt; 3{T}", "A **bold**\u00a0word\n\n2 &lt; 3"),
        ("[markdown]A *word* and 2 * 3{T}", "A *word* and 2 * 3"),
        ("[plain]A *word* <b>{T}", r"A \*word\* &lt;b\>"),
        ("A <i>word</i> &amp; more{T}", "A *word* &amp; more"),
        ("2 < 3 & 4 > 3{T}", r"2 &lt; 3 &amp; 4 \> 3"),
        ("[moodle]A <em>word</em>\nmore{T}", "A *word*\nmore"),
        ("[other]A word{T}", r"\[other\]A word"),
    ],
)  # fmt: skip
def test_a_text_is_in_the_format_it_names(source: str, ask: str) -> None:
    assert question(source).ask == ask


def test_answers_are_in_the_format_of_their_question_unless_they_name_another() -> None:
    source = "[html]Which?{=<b>a</b>#<i>w</i> ~[plain]<b>b</b>}"

    assert options(source) == [("**a**", True, "*w*"), (r"&lt;b\>b&lt;/b\>", False, "")]


def test_categories_hold_until_the_next_one() -> None:
    source = """$CATEGORY: $course$/Trust
One?{T}

Two?{T}

$CATEGORY: top

Three?{T}"""

    found = reading(source).entries

    assert [(row.question.ask, row.category, row.line) for row in found] == [
        ("One?", "$course$/Trust", 2),
        ("Two?", "$course$/Trust", 4),
        ("Three?", "", 8),
    ]


@pytest.mark.parametrize(
    ("source", "line", "reason", "about"),
    [
        ("\n\nHow are you? {}", 3, Reason.OPEN, ""),
        ("How are you? {####Say it}", 1, Reason.OPEN, ""),
        ("// note\nYou can use your pencil now.", 2, Reason.TEXT_ONLY, ""),
        ("Which? {=a ~b", 1, Reason.NOT_CLOSED, ""),
        ("Which? =a ~b}", 1, Reason.NOT_OPENED, ""),
        ("Which? } {=a ~b}", 1, Reason.NOT_OPENED, ""),
        ("Which? {=a ~b}\nWhat? {=c ~d}", 1, Reason.NO_EMPTY_LINE, ""),
        ("::Q:: {=a ~b}", 1, Reason.NO_TEXT, ""),
        ("Which? {~a ~b}", 1, Reason.NONE_RIGHT, ""),
        ("Which? {~%50%a ~%50%b}", 1, Reason.ALL_RIGHT, ""),
        ("Which? {=a =b ~c}", 1, Reason.SEVERAL_RIGHT, ""),
        ("Which? {~=a}", 1, Reason.EMPTY_OPTION, ""),
        ("Which? {~%100%a}", 1, Reason.ONE_OPTION, ""),
        ("Which? {=a ~b ~b}", 1, Reason.TWICE, "b"),
        ("Which? {=a ~ ~b}", 1, Reason.EMPTY_OPTION, ""),
        ("Match {=a -> b =c}", 1, Reason.NOT_A_PAIR, "c"),
        ("Match {=a -> b =c -> d = -> e}", 1, Reason.LONE_PARTNER, "e"),
        ("Match {=a -> b =a -> c}", 1, Reason.TWICE, "a"),
        ("Match {=a -> b =c ->}", 1, Reason.EMPTY_OPTION, ""),
        ("Match {=a -> b}", 1, Reason.FEW_PAIRS, ""),
        ("Match {" + "".join(f"={n}->b" for n in range(11)) + "}", 1, Reason.MANY_PAIRS, "10"),
        ("Sort {>\na\nb}", 1, Reason.FEW_ITEMS, ""),
        ("Sort {>3 a b c\nd}", 1, Reason.UNKNOWN_KIND, ">3 a b c d"),
        ("How many? {#many}", 1, Reason.NOT_A_NUMBER, "many"),
        ("How many? {#1,5}", 1, Reason.NOT_A_NUMBER, "1,5"),
        ("How many? {#5..1}", 1, Reason.NOT_A_NUMBER, "5..1"),
        ("How many? {#1:-1}", 1, Reason.NOT_A_NUMBER, "-1"),
        ("How many? {#1e99}", 1, Reason.NOT_A_NUMBER, "1e99"),
        ("How many? {#=1 =2}", 1, Reason.SEVERAL_NUMBERS, ""),
        ("How many? {#}", 1, Reason.NONE_RIGHT, ""),
        ("Say {=%50%a}", 1, Reason.NONE_RIGHT, ""),
        ("Say {=cluster*}", 1, Reason.WILDCARD, "cluster*"),
        ("[html]See <img src='@@PLUGINFILE@@/a.png'> {T}", 1, Reason.FILES, ""),
        ("See {=<img src='a.png'> ~b}", 1, Reason.SEVERAL_RIGHT, ""),
        (r"See {=<img src\='a.png'> ~b}", 1, Reason.FILES, ""),
        ("a" * 9000 + "{T}", 1, Reason.TOO_LONG, ""),
        ("Which? {=a" + "~b" * 20 + "}", 1, Reason.TOO_MANY_OPTIONS, "20"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_line_and_reason(
    source: str, line: int, reason: Reason, about: str
) -> None:
    assert refused(source) == (line, reason, about)


def test_a_fault_stays_with_its_question() -> None:
    found = reading("One? {=a ~b\n\nTwo? {=a ~b}\n\nThree? {}\n\nTwo? {=a ~b}")

    assert [(row.question.ask, row.line) for row in found.entries] == [("Two?", 3)]
    assert [(row.line, row.reason, row.about, row.excerpt) for row in found.refusals] == [
        (1, Reason.NOT_CLOSED, "", "One? {=a ~b"),
        (5, Reason.OPEN, "", "Three? {}"),
        (7, Reason.DOUBLE, "3", "Two?"),
    ]


def test_an_asterisk_after_a_backslash_is_just_an_asterisk() -> None:
    assert question(r"Say {=a\\*b =%0%*#no}").accept == ("a*b",)
