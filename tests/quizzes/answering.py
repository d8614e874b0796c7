"""Filling in the quiz of day A1; by the places of the file, which a page does not show."""

from collections.abc import Collection, Iterable, Mapping

from lms.content.quiz import Question
from lms.quizzes.lots import drawn

Filled = Mapping[str, str | list[str]]

RIGHT: Filled = {
    "a1-q1": "1",
    "a1-q2": ["0", "1"],
    "a1-q3-0": "1",
    "a1-q3-1": "2",
    "a1-q3-2": "3",
    "a1-q4-0": "0",
    "a1-q4-1": "1",
    "a1-q4-2": "1",
    "a1-q5": "88 women",
    "a1-q6": "Isolation.",
}
WRONG: Filled = {
    "a1-q1": "0",
    "a1-q2": ["0", "1", "2"],
    "a1-q3-0": "2",
    "a1-q3-1": "1",
    "a1-q3-2": "3",
    "a1-q4-0": "1",
    "a1-q4-1": "0",
    "a1-q4-2": "1",
    "a1-q5": "12",
    "a1-q6": "size",
}
KINDS = {
    "one": "a1-q1",
    "many": "a1-q2",
    "order": "a1-q3",
    "match": "a1-q4",
    "number": "a1-q5",
    "short": "a1-q6",
}


def fields_of(question: str, filled: Filled) -> dict[str, str | list[str]]:
    return {name: value for name, value in filled.items() if name.startswith(question)}


def but(question: str, **instead: str | list[str]) -> dict[str, str | list[str]]:
    """All right, except that this question's fields are replaced; `-0` is written `_0`."""
    rest = {name: value for name, value in RIGHT.items() if not name.startswith(question)}
    return rest | {name.replace("_", "-"): value for name, value in instead.items()}


def as_sent(filled: Filled, questions: Collection[Question], sheet: str) -> dict[str, list[str]]:
    """What a browser sends for it: lots in the place of the lines' own numbers."""
    lots = {question.id: _lots_of(question, sheet) for question in questions}
    orders = {question.id for question in questions if question.kind == "order"}
    sent = {}
    for name, values in filled.items():
        asked, line = _split(name, lots)
        said, known = [values] if isinstance(values, str) else values, lots.get(asked, {})
        if asked in orders:
            sent[f"{asked}-{known.get(line, line)}"] = said
        else:
            sent[name] = [known.get(value, value) for value in said]
    return sent


def _lots_of(question: Question, sheet: str) -> dict[str, str]:
    shown = drawn(question, sheet)
    if question.kind != "match":
        return {str(lot.place): lot.mark for lot in shown}
    by_text = {lot.text: lot.mark for lot in shown}
    return {str(place): by_text[pair.right] for place, pair in enumerate(question.pairs)}


def _split(name: str, questions: Iterable[str]) -> tuple[str, str]:
    """A field's question, and its line where it has one."""
    asked, _dash, line = name.rpartition("-")
    return (name, "") if name in questions else (asked, line)
