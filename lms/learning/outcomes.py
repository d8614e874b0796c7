"""A finished attempt, question by question: your answer, the right one, and why."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _

from lms.content.quiz import Question, Quiz
from lms.learning.answers import lines_of, shuffled
from lms.learning.models import QuizAnswer, QuizAttempt


class Line(NamedTuple):
    """One line under a question. `mark` is right, wrong, missed, mended or empty."""

    text: str
    mark: str
    note: str
    why: str


class Outcome(NamedTuple):
    number: int
    question: Question
    right: bool
    lines: list[Line]


def outcomes(attempt: QuizAttempt, quiz: Quiz) -> list[Outcome]:
    """Questions that the course has dropped since are left out; the score stands."""
    given: Mapping[str, QuizAnswer] = {row.question: row for row in attempt.answers}
    return [
        Outcome(number, question, row.right, _LINES[question.kind](question, row, attempt))
        for number, question in enumerate(quiz.questions, 1)
        if (row := given.get(question.id)) is not None
    ]


def _choice_lines(question: Any, given: QuizAnswer, attempt: QuizAttempt) -> list[Line]:
    lines, chosen = [], given.answer
    for place, text in shuffled(lines_of(question), attempt, question):
        option = question.options[place]
        mark = _CHOICE_MARKS[option.right, place in chosen]
        lines.append(Line(text, mark, _choice_note(mark, place in chosen), option.why))
    return lines


def _choice_note(mark: str, chosen: bool) -> str:
    if mark == "right":
        return _("Your answer, right")
    if mark == "missed":
        return _("Right, not chosen")
    return _("Your answer") if chosen else ""


def _order_lines(question: Any, given: QuizAnswer, _attempt: QuizAttempt) -> list[Line]:
    """In the right order, with the place each was given."""
    lines = []
    places = {line: place for place, line in enumerate(given.answer)}
    for place, item in enumerate(question.items):
        right = places.get(place) == place
        note = "" if right else _("You put it at place %(place)s", place=places.get(place, -1) + 1)
        lines.append(Line(item.text, "right" if right else "mended", note, item.why))
    return lines


def _match_lines(question: Any, given: QuizAnswer, _attempt: QuizAttempt) -> list[Line]:
    texts = dict(enumerate(pair.right for pair in question.pairs))
    lines = []
    for left, pair in enumerate(question.pairs):
        chosen = texts.get(given.answer.get(str(left), -1), "")
        right = chosen == pair.right
        note = "" if right else _("You chose: %(answer)s", answer=chosen)
        text = _("%(left)s → %(right)s", left=pair.left, right=pair.right)
        lines.append(Line(text, "right" if right else "mended", note, pair.why))
    return lines


def _typed_lines(question: Any, given: QuizAnswer, _attempt: QuizAttempt) -> list[Line]:
    expected = f"{question.solution} {getattr(question, 'unit', '')}".strip()
    if given.right:
        return [Line(given.answer, "right", _("Your answer, right"), question.why)]
    return [
        Line(given.answer, "wrong", _("Your answer"), ""),
        Line(expected, "missed", _("The right answer"), question.why),
    ]


_CHOICE_MARKS = {
    (True, True): "right",
    (True, False): "missed",
    (False, True): "wrong",
    (False, False): "",
}
_LINES: dict[str, Callable[[Any, QuizAnswer, QuizAttempt], list[Line]]] = {
    "one": _choice_lines,
    "many": _choice_lines,
    "order": _order_lines,
    "match": _match_lines,
    "number": _typed_lines,
    "short": _typed_lines,
}
