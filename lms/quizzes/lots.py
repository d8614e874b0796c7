"""Lots: an order and names for the lines of a question that tell nothing about the right answer.

Each line draws a lot, a keyed hash of its text for one sheet. The lots order the lines, and a form
sends them in the place of the lines' own numbers, which are the answer to an order and to a match.
A lot is the same at every look and needs no row, so a form may also wait on a phone.
"""

import hmac
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flask import current_app

from lms.content.quiz import Question
from lms.quizzes.models import QuizAttempt

Line = tuple[int, str]

LENGTH = 10  # letters of a lot: enough to keep the lines of one question apart


class Lot(NamedTuple):
    """`place` is the line's own, in the order of the file; a page never shows it."""

    mark: str
    place: int
    text: str


def sheet_of(attempt: QuizAttempt) -> str:
    """The name under which the lines of an attempt draw."""
    return f"attempt:{attempt.id}"


def lines_of(question: Question) -> list[Line]:
    """(place, text) of what is chosen from: options, items, or the right sides of pairs, once."""
    if question.kind in {"one", "many"}:
        return [(place, option.text) for place, option in enumerate(question.options)]
    if question.kind == "order":
        return [(place, item.text) for place, item in enumerate(question.items)]
    if question.kind == "match":
        rights = {pair.right: place for place, pair in reversed([*enumerate(question.pairs)])}
        return sorted((place, text) for text, place in rights.items())
    return []


def drawn(question: Question, sheet: str) -> list[Lot]:
    """Its lines as the sheet shows them; never in the right order."""
    lots = sorted(_lots(question, sheet, next(_keys())))
    if question.kind == "order" and _in_order(lots):
        lots.append(lots.pop(0))
    return lots


def places(question: Question, sheet: str) -> dict[str, int]:
    """What each lot stands for, also those drawn under an earlier secret key."""
    return {lot.mark: lot.place for key in _keys() for lot in _lots(question, sheet, key)}


def _lots(question: Question, sheet: str, key: bytes) -> list[Lot]:
    return [
        Lot(_lot(key, f"{sheet}:{question.id}:{text}"), place, text)
        for place, text in lines_of(question)
    ]


def _lot(key: bytes, line: str) -> str:
    return hmac.digest(key, line.encode(), "sha256").hex()[:LENGTH]


def _in_order(lots: Sequence[Lot]) -> bool:
    return [lot.place for lot in lots] == list(range(len(lots)))


def _keys() -> Iterator[bytes]:
    """The secret key in use, then those it replaced."""
    keys = (current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"])
    return (f"lots:{key}".encode() for key in keys)
