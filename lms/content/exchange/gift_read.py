"""From GIFT to questions: https://docs.moodle.org/en/GIFT_format, and what Moodle makes of it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from lms.content.exchange import building
from lms.content.exchange.building import WHOLE, Alternative, Parts
from lms.content.exchange.entry import (
    Entry,
    Format,
    Reading,
    Reason,
    Refusal,
    Remark,
    UnfitError,
)
from lms.content.exchange.gift_text import (
    CATEGORY,
    Block,
    blocks,
    formatted,
    said,
    text_of,
)
from lms.content.exchange.letters import line
from lms.content.exchange.reasons import split
from lms.content.exchange.texts import AUTO, letters, marked, without_wildcards
from lms.content.quiz import Question

EXCERPT = 80
BLANK = "_____"
TRUE, FALSE = frozenset({"T", "TRUE"}), frozenset({"F", "FALSE"})
NOWHERE = "top"  # the category of questions that have none


class Asked(NamedTuple):
    """A block in its parts: `form` is the format of its texts unless they name another."""

    parts: Parts
    answers: str
    form: str


def read_gift(source: str, words: tuple[str, str]) -> Reading:
    """Every question of the text. `words` are "True" and "False" in the language of the class."""
    reading, category = Reading(Format.GIFT), ""
    for block in blocks(source):
        if block.text.startswith(CATEGORY):
            named = line(block.text.removeprefix(CATEGORY))
            category = "" if named == NOWHERE else named
            continue
        try:
            reading.entries.append(_entry(block, category, words))
        except UnfitError as unfit:
            excerpt = line(said(block.text))[:EXCERPT]
            reading.refusals.append(Refusal(block.line, unfit.reason, unfit.about, excerpt))
        reading.within_limit()
    return reading


def _entry(block: Block, category: str, words: tuple[str, str]) -> Entry:
    name, text = _name(block.text)
    asked = _asked(text, block.tags)
    question = _question(asked, words)
    remarks = frozenset(asked.parts.remarks)
    return Entry(question, name, category, line=block.line, remarks=remarks)


def _name(text: str) -> tuple[str, str]:
    """`::name::` at the beginning, where there is one."""
    if not text.startswith("::"):
        return "", text
    name, ends, rest = text[2:].partition("::")
    return (line(said(name)), rest) if ends else ("", name)


def _asked(text: str, tags: Mapping[str, str]) -> Asked:
    before, opens, rest = text.partition("{")
    answers, closes, after = rest.partition("}")
    _refuse_misplaced_braces(before, opens, closes, after)
    whole = f"{before}{BLANK}{after}" if after.strip() else before
    asked, form = formatted(whole, AUTO)
    offered, general = answers, ""
    if "####" in answers:
        offered, _sign, general = answers.rpartition("####")
    parts = Parts(
        ask=marked(asked, form),
        why=text_of(general, form),
        source=line(tags.get("source", "")),
        unit=line(tags.get("unit", "")),
    )
    return Asked(parts, offered.strip(), form)


def _refuse_misplaced_braces(before: str, opens: str, closes: str, after: str) -> None:
    if not opens:
        raise UnfitError(Reason.NOT_OPENED if "}" in before else Reason.TEXT_ONLY)
    if not closes:
        raise UnfitError(Reason.NOT_CLOSED)
    if "}" in before:
        raise UnfitError(Reason.NOT_OPENED)
    if "{" in after or "}" in after:
        raise UnfitError(Reason.NO_EMPTY_LINE)


def _question(asked: Asked, words: tuple[str, str]) -> Question:
    answers = asked.answers
    if not answers:
        raise UnfitError(Reason.OPEN)
    if answers.partition("#")[0].strip().upper() in TRUE | FALSE:
        return _true_or_false(asked, words)
    return next(read for fits, read in _KINDS if fits(answers))(asked)


def _true_or_false(asked: Asked, words: tuple[str, str]) -> Question:
    """`T#why the wrong one is wrong#why the right one is right`."""
    answer, _sign, rest = asked.answers.partition("#")
    wrong, _sign, right = rest.partition("#")
    notes = text_of(right, asked.form), text_of(wrong, asked.form)
    is_true = answer.strip().upper() in TRUE
    offered = [
        Alternative(words[0], WHOLE * is_true, notes[not is_true]),
        Alternative(words[1], WHOLE * (not is_true), notes[is_true]),
    ]
    return building.choice(asked.parts, offered, single=True)


def _choice(asked: Asked) -> Question:
    """Several may be chosen where no answer is marked with `=` as the right one."""
    first, *pieces = re.split("([=~])", asked.answers)
    signed = list(zip(pieces[::2], pieces[1::2], strict=True))
    offered = []
    for sign, piece in [("~", first), *signed] if first.strip() else signed:
        weight, rest = _weight(piece, WHOLE if sign == "=" else Decimal(0))
        text, _sign, why = rest.partition("#")
        offered.append(Alternative(text_of(text, asked.form), weight, text_of(why, asked.form)))
    single = "=" in asked.answers
    return building.choice(asked.parts, offered, single=single)


def _weight(piece: str, usual: Decimal) -> tuple[Decimal, str]:
    """`%50%` before an answer, in percent."""
    found = _WEIGHT.match(piece)
    return (Decimal(found[1]), piece[found.end() :]) if found else (usual, piece)


def _order(asked: Asked) -> Question:
    """`>` with settings of Moodle's own kind of question, then a line for each item."""
    settings, _end, lines = asked.answers[1:].partition("\n")
    words = settings.split()
    if not all(word.isdecimal() or _SETTING.fullmatch(word) for word in words):
        raise UnfitError(Reason.UNKNOWN_KIND, line(said(asked.answers))[:EXCERPT])
    items = [text_of(item, asked.form) for item in lines.split("\n") if item.strip()]
    if words and words[0].isdecimal() and int(words[0][:3]) < len(items):
        asked.parts.remarks.add(Remark.SUBSET)
    asked.parts.why, notes = split(asked.parts.why, len(items))
    return building.order(asked.parts, list(zip(items, notes, strict=True)))


def _match(asked: Asked) -> Question:
    pairs = []
    for piece in _between_equals(asked.answers):
        left, arrow, right = piece.partition("->")
        if not arrow:
            raise UnfitError(Reason.NOT_A_PAIR, line(said(piece))[:EXCERPT])
        shown = text_of(left, asked.form).replace("->", "-\\>")
        pairs.append((shown, line(said(right.partition("#")[0]))))
    asked.parts.why, notes = split(asked.parts.why, len(pairs))
    named = [(*pair, why) for pair, why in zip(pairs, notes, strict=True)]
    return building.match(asked.parts, named)


def _short(asked: Asked) -> Question:
    accepted, notes = [], []
    for piece in _between_equals(asked.answers):
        weight, rest = _weight(piece, WHOLE)
        text, _sign, why = rest.partition("#")
        if weight >= WHOLE:
            accepted.append(without_wildcards(letters(*formatted(text, asked.form))))
            notes.append(text_of(why, asked.form))
        elif weight > 0:
            asked.parts.remarks.add(Remark.PARTLY)
    asked.parts.why = building.one_why(asked.parts.why, notes)
    return building.short(asked.parts, accepted)


def _number(asked: Asked) -> Question:
    """`#3`, `#3:0.5` or `#1..5`, or several of them after `=`; what follows `~` is for the rest."""
    numbers, notes = [], []
    for piece in _between_equals(asked.answers[1:].partition("~")[0]):
        weight, rest = _weight(piece, WHOLE)
        text, _sign, why = rest.partition("#")
        if weight >= WHOLE:
            numbers.append(_range(said(text)))
            notes.append(text_of(why, asked.form))
        elif weight > 0:
            asked.parts.remarks.add(Remark.PARTLY)
    asked.parts.why = building.one_why(asked.parts.why, notes)
    return building.number(asked.parts, numbers)


def _range(text: str) -> tuple[Decimal, Decimal]:
    low, dots, high = text.partition("..")
    if dots:
        return building.between(building.decimal(low), building.decimal(high))
    middle, _colon, tolerance = text.partition(":")
    return building.decimal(middle), building.decimal(tolerance or "0")


def _between_equals(answers: str) -> list[str]:
    pieces = answers.split("=")
    return pieces if pieces[0].strip() else pieces[1:]


_WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:\.\d{1,8})?)%")
_SETTING = re.compile("[A-Z]+(?:_[A-Z]+)*|none|abc|iii")
_KINDS: list[tuple[Callable[[str], bool], Callable[[Asked], Question]]] = [
    (lambda answers: answers.startswith(">"), _order),
    (lambda answers: answers.startswith("#"), _number),
    (lambda answers: "~" in answers, _choice),
    (lambda answers: "=" in answers and "->" in answers, _match),
    (lambda _answers: True, _short),
]
