"""What Moodle writes as XML, and what somebody could hide in it."""

from decimal import Decimal
from typing import Any

import pytest

from lms.content.exchange import (
    Entry,
    Reading,
    Reason,
    Remark,
    Trouble,
    UnreadableError,
    read,
)

HEAD = "<name><text>Q</text></name><questiontext format='html'><text>{}</text></questiontext>"


def quiz(*questions: str) -> str:
    return '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(questions) + "</quiz>"


def asked(kind: str, inner: str, ask: str = "Which?") -> str:
    return f'<question type="{kind}">{HEAD.format(ask)}{inner}</question>'


def only(*questions: str) -> Entry:
    reading = read(quiz(*questions))
    assert reading.refusals == []
    (entry,) = reading.entries
    return entry


def question(*questions: str) -> Any:
    return only(*questions).question


def answer(text: str, fraction: str = "0", why: str = "") -> str:
    feedback = f"<feedback format='html'><text>{why}</text></feedback>"
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{feedback}</answer>'


def test_a_choice_keeps_its_words_its_marks_and_its_reasons() -> None:
    source = asked(
        "multichoice",
        "<generalfeedback format='html'><text>All in all.</text></generalfeedback>"
        "<single>true</single>"
        + answer("<![CDATA[<p>A <b>street</b></p>]]>", "100", "<![CDATA[<p>Firms &amp; all</p>]]>")
        + answer("A fair"),
        "<![CDATA[<p>What is a <em>cluster</em>?</p><script>x</script>]]>",
    )
    entry = only(source)
    found: Any = entry.question

    assert (entry.name, entry.line, found.kind) == ("Q", 3, "one")
    assert (found.ask, found.why) == ("What is a *cluster*?", "All in all.")
    assert [(row.text, row.right, row.why) for row in found.options] == [
        ("A **street**", True, "Firms &amp; all"),
        ("A fair", False, ""),
    ]


def test_several_may_be_right() -> None:
    several = "<single>false</single>" + answer("a", "50") + answer("b", "50") + answer("c", "-100")

    assert [row.right for row in question(asked("multichoice", several)).options] == [
        True,
        True,
        False,
    ]


def test_true_or_false() -> None:
    found = question(asked("truefalse", answer("false", "100", "so") + answer("true")))

    assert [(row.text, row.right, row.why) for row in found.options] == [
        ("True", False, ""),
        ("False", True, "so"),
    ]


def test_a_typed_word_and_a_number_with_its_unit() -> None:
    word = asked("shortanswer", "<usecase>1</usecase>" + answer("trust", "100") + answer("*"))
    number = asked(
        "numerical",
        '<answer fraction="100"><text>60</text><tolerance>0.5</tolerance></answer>'
        "<units><unit><multiplier>1</multiplier><unit_name>points</unit_name></unit>"
        "<unit><multiplier>10</multiplier><unit_name>tens</unit_name></unit></units>",
    )

    assert question(word).accept == ("trust",)
    assert only(word).remarks == {Remark.CASE}
    found = question(number)
    assert (found.answer, found.tolerance, found.unit) == (Decimal(60), Decimal("0.5"), "points")
    assert only(number).remarks == {Remark.UNITS}


@pytest.mark.parametrize("kind", ["matching", "ddmatch"])
def test_pairs(kind: str) -> None:
    pairs = "".join(
        f'<subquestion format="html"><text>{left}</text><answer><text>{right}</text></answer>'
        "</subquestion>"
        for left, right in (("Bank", "lends"), ("Broker", "&lt;links&gt;"))
    )

    assert [(row.left, row.right) for row in question(asked(kind, pairs)).pairs] == [
        ("Bank", "lends"),
        ("Broker", "<links>"),
    ]


def test_an_order() -> None:
    items = answer("one", "1", "first") + answer("two", "0.5") + answer("three", "0.3")
    found = question(asked("ordering", "<selecttype>ALL</selecttype>" + items))

    assert [(row.text, row.why) for row in found.items] == [
        ("one", "first"),
        ("two", ""),
        ("three", ""),
    ]
    some = "<selecttype>RANDOM</selecttype><selectcount>2</selectcount>"
    assert only(asked("ordering", some + items)).remarks == {Remark.SUBSET}


def test_categories() -> None:
    category = '<question type="category"><category><text>{}</text></category></question>'
    one, two = asked("truefalse", answer("true", "100") + answer("false")), "Two?"
    other = asked("truefalse", answer("true", "100") + answer("false"), two)

    reading = read(quiz(category.format("$course$/Trust"), one, category.format("top"), other))

    assert [row.category for row in reading.entries] == ["$course$/Trust", ""]


FILE = '<file name="a.png" encoding="base64">AAAA</file>'


@pytest.mark.parametrize(
    ("source", "reason", "about"),
    [
        (asked("essay", ""), Reason.OPEN, ""),
        (asked("description", ""), Reason.TEXT_ONLY, ""),
        (asked("cloze", ""), Reason.UNKNOWN_KIND, "cloze"),
        (asked("calculated", ""), Reason.UNKNOWN_KIND, "calculated"),
        (asked("multichoice", answer("a", "100") + answer("b") + FILE), Reason.FILES, ""),
        (
            asked("truefalse", answer("true", "100"), "&lt;img src='https://x.org/a.png'&gt;"),
            Reason.FILES,
            "",
        ),
        (asked("multichoice", answer("a") + answer("b")), Reason.NONE_RIGHT, ""),
        (asked("multichoice", answer("a", "NaN") + answer("b")), Reason.NOT_A_NUMBER, "NaN"),
        (asked("multichoice", answer("a", "100") + answer("a")), Reason.TWICE, "a"),
        (asked("shortanswer", answer("clust*", "100")), Reason.WILDCARD, "clust*"),
        (asked("numerical", answer("many", "100")), Reason.NOT_A_NUMBER, "many"),
        (asked("truefalse", answer("vrai", "100") + answer("faux")), Reason.EMPTY_OPTION, ""),
    ],
)
def test_what_cannot_be_used_is_refused_with_line_and_reason(
    source: str, reason: Reason, about: str
) -> None:
    reading: Reading = read(quiz(source))

    assert reading.entries == []
    (refusal,) = reading.refusals
    assert (refusal.line, refusal.reason, refusal.about, refusal.excerpt) == (3, reason, about, "Q")


BOMB = """<?xml version="1.0"?>
<!DOCTYPE quiz [
 <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<quiz><question type="truefalse"><name><text>&c;</text></name></question></quiz>"""
OUTSIDE = """<!DOCTYPE quiz [<!ENTITY outside SYSTEM "file:///etc/hostname">]>
<quiz><question type="truefalse"><name><text>&outside;</text></name></question></quiz>"""
FETCHED = """<!DOCTYPE quiz SYSTEM "https://example.org/quiz.dtd"><quiz></quiz>"""


@pytest.mark.parametrize(
    ("source", "line"), [(BOMB, 2), (OUTSIDE, 1), (FETCHED, 1), ("<!DOCTYPE quiz><quiz/>", 1)]
)
def test_a_file_that_declares_anything_is_refused_before_it_is_read(source: str, line: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(source)

    assert (refused.value.trouble, refused.value.line) == (Trouble.ENTITIES, line)


def test_the_same_file_without_its_declarations_is_read() -> None:
    """The control: it is the declaration that is refused, not the file."""
    plain = quiz(asked("truefalse", answer("true", "100") + answer("false")))

    assert len(read(plain).entries) == 1
    with pytest.raises(UnreadableError, match="entities"):
        read(plain.replace("<quiz>", '<!DOCTYPE quiz [<!ENTITY a "b">]><quiz>'))


@pytest.mark.parametrize(
    ("source", "trouble", "line"),
    [
        ("<quiz>\n<question>", Trouble.BROKEN_XML, 2),
        ("<quiz>&undeclared;</quiz>", Trouble.BROKEN_XML, 1),
        ("<html><body/></html>", Trouble.NOT_A_QUIZ, 1),
        ("<quiz>" + "<a>" * 40 + "</a>" * 40 + "</quiz>", Trouble.TOO_MANY, 1),
        ("<quiz>" + "<a/>" * 60_000 + "</quiz>", Trouble.TOO_MANY, 1),
    ],
)
def test_a_file_that_is_none_says_at_which_line(source: str, trouble: Trouble, line: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(source)

    assert (refused.value.trouble, refused.value.line) == (trouble, line)
