"""The questions of one attempt as its trainee sees them, and what they typed.

A form field is named after its question; each line of an order or a match has one of its own:
`a5-q3`, `a5-q4-0`. Values are the indexes of the content file, in whatever order they are shown;
a place in an order is counted from 1, as people do.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from lms.content.quiz import Answer, Question, Quiz, readings
from lms.learning.models import QuizAttempt

LONGEST = 200  # characters of a typed answer

Line = tuple[int, str]


class MissingError(Exception):
    """The question is not answered; the message says what to do."""


class Asked(NamedTuple):
    """One question on the page. `lines` are shuffled; `chosen` is what was typed, by field."""

    number: int
    question: Question
    lines: list[Line]
    chosen: dict[str, list[str]]
    error: str


class Sheet:
    """All questions of an attempt. `errors` says what each unanswered one waits for."""

    def __init__(
        self, attempt: QuizAttempt, quiz: Quiz, typed: MultiDict[str, str] | None = None
    ) -> None:
        self.attempt, self.quiz = attempt, quiz
        self.typed: MultiDict[str, str] = typed if typed is not None else MultiDict()
        self.answers: dict[str, Answer] = {}
        self.errors: dict[str, str] = {}

    def accepted(self) -> bool:
        """Read every answer; whether all are there."""
        for question in self.quiz.questions:
            try:
                self.answers[question.id] = _READERS[question.kind](question, self.typed)
            except MissingError as missing:
                self.errors[question.id] = str(missing)
        return not self.errors

    def questions(self) -> list[Asked]:
        typed = self.typed.to_dict(flat=False)
        return [
            Asked(
                number,
                question,
                shuffled(lines_of(question), self.attempt, question),
                typed,
                self.errors.get(question.id, ""),
            )
            for number, question in enumerate(self.quiz.questions, 1)
        ]


def lines_of(question: Question) -> list[Line]:
    """(index, text) of what is chosen from: options, items, or the right sides of pairs, once."""
    if question.kind in {"one", "many"}:
        return [(place, option.text) for place, option in enumerate(question.options)]
    if question.kind == "order":
        return [(place, item.text) for place, item in enumerate(question.items)]
    if question.kind == "match":
        rights = {pair.right: place for place, pair in reversed([*enumerate(question.pairs)])}
        return sorted((place, text) for text, place in rights.items())
    return []


def shuffled(lines: Sequence[Line], attempt: QuizAttempt, question: Question) -> list[Line]:
    """In an order of this attempt's own, the same at every look, and never the right one."""
    mixed = list(lines)
    Random(f"{attempt.id}:{question.id}").shuffle(mixed)  # noqa: S311  # a shuffle, no secret
    if question.kind == "order" and mixed == list(lines):
        mixed.append(mixed.pop(0))
    return mixed


def _one(question: Any, typed: MultiDict[str, str]) -> Answer:
    chosen = _indexes(question, typed)
    if len(chosen) != 1:
        raise MissingError(_("Choose one answer."))
    return chosen


def _many(question: Any, typed: MultiDict[str, str]) -> Answer:
    chosen = _indexes(question, typed)
    if not chosen:
        raise MissingError(_("Choose every answer that is right; there is more than one."))
    return chosen


def _indexes(question: Any, typed: MultiDict[str, str]) -> list[int]:
    known = {str(place): place for place in range(len(question.options))}
    return sorted({known[value] for value in typed.getlist(question.id) if value in known})


def _order(question: Any, typed: MultiDict[str, str]) -> Answer:
    """Each line gets a place from 1 on; the answer is the lines by place."""
    places = _selects(question.id, len(question.items), typed, first=1)
    if None in places:
        raise MissingError(_("Give every line its place."))
    if len(set(places)) < len(places):
        raise MissingError(_("Two lines have the same place. Use each place once."))
    return sorted(range(len(places)), key=lambda line: places[line] or 0)


def _match(question: Any, typed: MultiDict[str, str]) -> Answer:
    partners = _selects(question.id, len(question.pairs), typed)
    if None in partners:
        raise MissingError(_("Choose a partner for every line."))
    return {left: right for left, right in enumerate(partners) if right is not None}


def _selects(
    name: str, count: int, typed: MultiDict[str, str], *, first: int = 0
) -> list[int | None]:
    """What was chosen on each line, one of `count` numbers; None where nothing was."""
    known = {str(place): place for place in range(first, first + count)}
    return [known.get(typed.get(f"{name}-{line}", "")) for line in range(count)]


def _number(question: Any, typed: MultiDict[str, str]) -> Answer:
    text = _text(question, typed)
    if not readings(text.casefold().replace(question.unit.casefold(), "")):
        raise MissingError(_("Write a number in figures, such as 12 or 2.5."))
    return text


def _short(question: Any, typed: MultiDict[str, str]) -> Answer:
    text = _text(question, typed)
    if not text:
        raise MissingError(_("Write your answer in one or two words."))
    return text


def _text(question: Any, typed: MultiDict[str, str]) -> str:
    text = typed.get(question.id, "").strip()
    if len(text) > LONGEST:
        raise MissingError(_("Shorten this to %(most)s characters.", most=LONGEST))
    return text


_READERS: dict[str, Callable[[Any, MultiDict[str, str]], Answer]] = {
    "one": _one,
    "many": _many,
    "order": _order,
    "match": _match,
    "number": _number,
    "short": _short,
}
