"""Questions as Moodle XML.

An order is Moodle's own kind `ordering`. The reasons of pairs, which Moodle keeps nowhere, are a
numbered list in the feedback for the question, as in GIFT.
"""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from lms.content.exchange.entry import Entry
from lms.content.exchange.gift_read import NOWHERE
from lms.content.exchange.moodle_read import SOURCE
from lms.content.exchange.reasons import Reasons, joined
from lms.content.exchange.texts import with_wildcards
from lms.content.marks import letters_of

WHOLE = Decimal(100)


def write_moodle_xml(entries: Iterable[Entry]) -> str:
    lines, category = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"], ""
    for entry in entries:
        if entry.category != category:
            category = entry.category
            lines += _category(category or NOWHERE)
        lines += _question(entry)
    return "\n".join([*lines, "</quiz>", ""])


def _category(name: str) -> list[str]:
    inner = f"    <category><text>{escape(name)}</text></category>"
    return ['  <question type="category">', inner, "  </question>"]


def _question(entry: Entry) -> Iterator[str]:
    question: Any = entry.question
    yield f'  <question type="{_KINDS[question.kind]}">'
    yield f"    <name><text>{escape(entry.name)}</text></name>"
    yield f"    {_text('questiontext', question.ask)}"
    yield f"    {_text('generalfeedback', _general(question))}"
    yield "    <defaultgrade>1</defaultgrade>"
    for line in _ANSWERS[question.kind](question):
        yield f"    {line}"
    if question.source:
        tag = escape(f"{SOURCE}{question.source}")
        yield f"    <tags><tag><text>{tag}</text></tag></tags>"
    yield "  </question>"


def _general(question: Any) -> str:
    why: str = question.why
    if question.kind == "match":
        return joined(Reasons(why, tuple(pair.why for pair in question.pairs)))
    return why


def _choice(question: Any) -> Iterable[str]:
    single = question.kind == "one"
    right = round(WHOLE / sum(option.right for option in question.options), 5).normalize()
    wrong = "0" if single else "-100"
    yield f"<single>{'true' if single else 'false'}</single>"
    yield "<shuffleanswers>true</shuffleanswers>"
    yield "<answernumbering>none</answernumbering>"
    for option in question.options:
        yield _answer(option.text, option.why, f"{right:f}" if option.right else wrong)


def _order(question: Any) -> Iterable[str]:
    yield "<layouttype>VERTICAL</layouttype>"
    yield "<selecttype>ALL</selecttype>"
    yield f"<selectcount>{len(question.items)}</selectcount>"
    yield "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
    yield "<showgrading>SHOW</showgrading>"
    yield "<numberingstyle>none</numberingstyle>"
    for item in question.items:
        yield _answer(item.text, item.why, "1")


def _match(question: Any) -> Iterable[str]:
    yield "<shuffleanswers>true</shuffleanswers>"
    for pair in question.pairs:
        partner = f"<answer><text>{escape(pair.right)}</text></answer>"
        yield _text("subquestion", pair.left, after=partner)


def _number(question: Any) -> Iterable[str]:
    tolerance = f"<tolerance>{question.tolerance:f}</tolerance>"
    yield f'<answer fraction="100"><text>{question.answer:f}</text>{tolerance}</answer>'
    if question.unit:
        unit = f"<unit_name>{escape(question.unit)}</unit_name>"
        yield f"<units><unit><multiplier>1</multiplier>{unit}</unit></units>"
        yield "<unitgradingtype>0</unitgradingtype>"
        yield "<showunits>3</showunits>"


def _short(question: Any) -> Iterable[str]:
    yield "<usecase>0</usecase>"
    for spelling in question.accept:
        text = escape(with_wildcards(spelling))
        yield f'<answer fraction="100"><text>{text}</text></answer>'


def _answer(text: str, why: str, fraction: str) -> str:
    feedback = _text("feedback", why) if why else ""
    return _text("answer", text, after=feedback, fraction=fraction)


def _text(name: str, text: str, *, after: str = "", fraction: str = "") -> str:
    """With the format it is in: letters as they are, or Markdown."""
    letters = letters_of(text)
    form = "markdown" if letters is None else "plain_text"
    inner = escape(text if letters is None else letters)
    given = f' fraction="{fraction}"' if fraction else ""
    return f'<{name}{given} format="{form}"><text>{inner}</text>{after}</{name}>'


_KINDS = {
    "one": "multichoice",
    "many": "multichoice",
    "order": "ordering",
    "match": "matching",
    "number": "numerical",
    "short": "shortanswer",
}
_ANSWERS: dict[str, Callable[[Any], Iterable[str]]] = {
    "one": _choice,
    "many": _choice,
    "order": _order,
    "match": _match,
    "number": _number,
    "short": _short,
}
