"""The questions of one sheet as a trainee sees them, and what they typed.

A form field is named after its question: `a5-q3`. Each line of an order has a field of its own,
named after its lot, and takes a place counted from 1; each left side of a match has one by its
place, and takes a lot (`lms.learning.lots`).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.content.quiz import Answer, Question, Quiz
from lms.content.typed import readings
from lms.quizzes.lots import Lot, drawn, places

LONGEST = 200  # characters of a typed answer


class MissingError(Exception):
    """The question is not answered; the message says what to do."""


class Asked(NamedTuple):
    """One question on the page; `chosen` is what was typed, by field."""

    number: int
    question: Question
    lines: list[Lot]
    chosen: dict[str, list[str]]
    error: str


class Sheet:
    """All questions of a quiz. `errors` says what each unanswered one waits for."""

    def __init__(self, name: str, quiz: Quiz, typed: MultiDict[str, str] | None = None) -> None:
        self.name, self.quiz = name, quiz
        self.typed: MultiDict[str, str] = typed if typed is not None else MultiDict()
        self.answers: dict[str, Answer] = {}
        self.errors: dict[str, str] = {}

    def accepted(self) -> bool:
        """Read every answer; whether all are there."""
        for question in self.quiz.questions:
            try:
                self.answers[question.id] = _READERS[question.kind](question, self)
            except MissingError as missing:
                self.errors[question.id] = str(missing)
        return not self.errors

    def questions(self) -> list[Asked]:
        typed = self.typed.to_dict(flat=False)
        return [
            Asked(
                number,
                question,
                drawn(question, self.name),
                typed,
                self.errors.get(question.id, ""),
            )
            for number, question in enumerate(self.quiz.questions, 1)
        ]


def _one(question: Any, sheet: Sheet) -> Answer:
    chosen = _chosen(question, sheet)
    if len(chosen) != 1:
        raise MissingError(_("Choose one answer."))
    return chosen


def _many(question: Any, sheet: Sheet) -> Answer:
    chosen = _chosen(question, sheet)
    if not chosen:
        raise MissingError(_("Choose every answer that is right; there is more than one."))
    return chosen


def _chosen(question: Any, sheet: Sheet) -> list[int]:
    known = places(question, sheet.name)
    sent = sheet.typed.getlist(question.id)
    return sorted({known[lot] for lot in sent if lot in known})


def _order(question: Any, sheet: Sheet) -> Answer:
    """Each line gets a place from 1 on; the answer is the lines by place."""
    known = {str(place): place for place in range(1, len(question.items) + 1)}
    given = {
        line: known[sheet.typed[f"{question.id}-{lot}"]]
        for lot, line in places(question, sheet.name).items()
        if sheet.typed.get(f"{question.id}-{lot}") in known
    }
    if len(given) < len(question.items):
        raise MissingError(_("Give every line its place."))
    if len(set(given.values())) < len(given):
        raise MissingError(_("Two lines have the same place. Use each place once."))
    return sorted(given, key=given.__getitem__)


def _match(question: Any, sheet: Sheet) -> Answer:
    known = places(question, sheet.name)
    sent = [sheet.typed.get(f"{question.id}-{left}", "") for left in range(len(question.pairs))]
    if not known.keys() >= set(sent):
        raise MissingError(_("Choose a partner for every line."))
    return {left: known[lot] for left, lot in enumerate(sent)}


def _number(question: Any, sheet: Sheet) -> Answer:
    text = _text(question, sheet)
    if not readings(text.casefold().replace(question.unit.casefold(), "")):
        raise MissingError(_("Write a number in figures, such as 12 or 2.5."))
    return text


def _short(question: Any, sheet: Sheet) -> Answer:
    text = _text(question, sheet)
    if not text:
        raise MissingError(_("Write your answer in one or two words."))
    return text


def _text(question: Any, sheet: Sheet) -> str:
    text = sheet.typed.get(question.id, "").strip()
    if len(text) > LONGEST:
        raise MissingError(_("Shorten this to %(most)s characters.", most=LONGEST))
    return text


_READERS: dict[str, Callable[[Any, Sheet], Answer]] = {
    "one": _one,
    "many": _many,
    "order": _order,
    "match": _match,
    "number": _number,
    "short": _short,
}
