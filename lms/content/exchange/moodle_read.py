"""From Moodle XML to questions: https://docs.moodle.org/en/Moodle_XML_format."""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from lms.content.exchange import building
from lms.content.exchange.building import Alternative, Parts
from lms.content.exchange.entry import (
    Entry,
    Format,
    Reading,
    Reason,
    Refusal,
    Remark,
    Trouble,
    UnfitError,
    UnreadableError,
)
from lms.content.exchange.gift_read import EXCERPT, NOWHERE
from lms.content.exchange.letters import line
from lms.content.exchange.reasons import split
from lms.content.exchange.texts import (
    AUTO,
    HTML,
    MARKDOWN,
    PLAIN,
    letters,
    marked,
    without_wildcards,
)
from lms.content.exchange.xml_tree import Node, tree
from lms.content.quiz import Question

FORMS = {"html": HTML, "moodle_auto_format": AUTO, "plain_text": PLAIN, "markdown": MARKDOWN}
SOURCE = "source="


class Asked(NamedTuple):
    node: Node
    parts: Parts
    words: tuple[str, str]


def read_moodle_xml(source: str, words: tuple[str, str]) -> Reading:
    """Every question of the file; raises UnreadableError where it is no such file."""
    root = tree(source)
    if root.name != "quiz":
        raise UnreadableError(Trouble.NOT_A_QUIZ, root.line)
    reading, category = Reading(Format.MOODLE_XML), ""
    for node in root.all("question"):
        if node.attributes.get("type") == "category":
            named = line(node.text("category"))
            category = "" if named == NOWHERE else named
            continue
        try:
            reading.entries.append(_entry(node, category, words))
        except UnfitError as unfit:
            excerpt = line(node.text("name") or node.text("questiontext"))[:EXCERPT]
            reading.refusals.append(Refusal(node.line, unfit.reason, unfit.about, excerpt))
        reading.within_limit()
    return reading


def _entry(node: Node, category: str, words: tuple[str, str]) -> Entry:
    kind = node.attributes.get("type", "")
    if kind in _NEVER:
        raise UnfitError(_NEVER[kind])
    if kind not in _KINDS:
        raise UnfitError(Reason.UNKNOWN_KIND, line(kind)[:EXCERPT])
    if node.holds("file"):
        raise UnfitError(Reason.FILES)
    tags = [line(tag.text("text")) for group in node.all("tags") for tag in group.all("tag")]
    source = next((tag.removeprefix(SOURCE) for tag in tags if tag.startswith(SOURCE)), "")
    parts = Parts(
        ask=_text(node.first("questiontext"), AUTO),
        why=_text(node.first("generalfeedback"), HTML),
        source=source,
    )
    question = _KINDS[kind](Asked(node, parts, words))
    name, remarks = line(node.text("name")), frozenset(parts.remarks)
    return Entry(question, name, category, line=node.line, remarks=remarks)


def _text(node: Node | None, usual: str) -> str:
    """What stands in its `<text>`, in the format it names, as small Markdown."""
    if node is None:
        return ""
    return marked(*_formatted(node, usual))


def _formatted(node: Node, usual: str) -> tuple[str, str]:
    inner = node.first("text") or node
    return inner.own_text, FORMS.get(node.attributes.get("format", ""), usual)


def _choice(asked: Asked) -> Question:
    single = asked.node.text("single", "true").strip() in {"true", "1"}
    offered = [
        Alternative(_text(answer, AUTO), _weight(answer), _text(answer.first("feedback"), HTML))
        for answer in asked.node.all("answer")
    ]
    return building.choice(asked.parts, offered, single=single)


def _true_or_false(asked: Asked) -> Question:
    named = dict(zip(("true", "false"), asked.words, strict=True))
    offered = [
        Alternative(
            named.get(_letters(answer).lower(), ""),
            _weight(answer),
            _text(answer.first("feedback"), HTML),
        )
        for answer in asked.node.all("answer")
    ]
    offered.sort(key=lambda row: row.text != asked.words[0])
    return building.choice(asked.parts, offered, single=True)


def _order(asked: Asked) -> Question:
    items = [
        (_text(answer, AUTO), _text(answer.first("feedback"), HTML))
        for answer in asked.node.all("answer")
    ]
    shown = asked.node.text("selectcount").strip()
    whole = asked.node.text("selecttype").strip() in {"ALL", "0"}
    if not whole and shown.isdecimal() and int(shown[:3]) < len(items):
        asked.parts.remarks.add(Remark.SUBSET)
    return building.order(asked.parts, items)


def _match(asked: Asked) -> Question:
    pairs = [
        (_text(pair, AUTO).replace("->", "-\\>"), _partner(pair.first("answer")))
        for pair in asked.node.all("subquestion")
    ]
    asked.parts.why, notes = split(asked.parts.why, len(pairs))
    named = [(*pair, why) for pair, why in zip(pairs, notes, strict=True)]
    return building.match(asked.parts, named)


def _partner(answer: Node | None) -> str:
    """Moodle shows it in a list to choose from: letters, whatever they look like."""
    return line(answer.text("text")) if answer else ""


def _short(asked: Asked) -> Question:
    if asked.node.text("usecase").strip() == "1":
        asked.parts.remarks.add(Remark.CASE)
    accepted, notes = [], []
    for answer in _right_ones(asked):
        accepted.append(without_wildcards(_letters(answer)))
        notes.append(_text(answer.first("feedback"), HTML))
    asked.parts.why = building.one_why(asked.parts.why, notes)
    return building.short(asked.parts, accepted)


def _number(asked: Asked) -> Question:
    numbers, notes = [], []
    for answer in _right_ones(asked):
        tolerance = answer.text("tolerance").strip() or "0"
        numbers.append((building.decimal(_letters(answer)), building.decimal(tolerance)))
        notes.append(_text(answer.first("feedback"), HTML))
    asked.parts.why = building.one_why(asked.parts.why, notes)
    asked.parts.unit = _unit(asked)
    return building.number(asked.parts, numbers)


def _unit(asked: Asked) -> str:
    """The first one; a question of ours has one unit, and it is shown beside the answer."""
    units = [unit for group in asked.node.all("units") for unit in group.all("unit")]
    if len(units) > 1:
        asked.parts.remarks.add(Remark.UNITS)
    return line(units[0].text("unit_name")) if units else ""


def _right_ones(asked: Asked) -> list[Node]:
    """The answers that are wholly right; those that were worth a part are left out."""
    answers = asked.node.all("answer")
    if any(0 < _weight(answer) < building.WHOLE for answer in answers):
        asked.parts.remarks.add(Remark.PARTLY)
    return [answer for answer in answers if _weight(answer) >= building.WHOLE]


def _letters(answer: Node) -> str:
    raw, form = _formatted(answer, PLAIN)
    return letters(raw, PLAIN if form == AUTO else form)


def _weight(answer: Node) -> Decimal:
    return building.decimal(answer.attributes.get("fraction", "0"))


_NEVER = {"essay": Reason.OPEN, "description": Reason.TEXT_ONLY}
_KINDS: dict[str, Callable[[Asked], Question]] = {
    "multichoice": _choice,
    "truefalse": _true_or_false,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _match,
    "match": _match,
    "ddmatch": _match,
    "ordering": _order,
}
