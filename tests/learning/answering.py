"""Filling in the quiz of day A1 as a browser would send it."""

from collections.abc import Mapping

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
