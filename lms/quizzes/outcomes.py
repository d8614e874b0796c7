"""A finished attempt, question by question: your answer, the right one, and why."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup

from lms.content.quiz import Question, Quiz
from lms.i18n import show_number
from lms.quizzes.lots import drawn, sheet_of
from lms.quizzes.models import QuizAnswer, QuizAttempt

Shown = Markup | str


class Line(NamedTuple):
    """One line under a question. `mark` is right, wrong, missed, mended or empty."""

    text: Shown
    mark: str
    note: str
    why: Shown


class Outcome(NamedTuple):
    """`why` holds for the whole question, beside what is said of each line."""

    number: int
    question: Question
    right: bool
    lines: list[Line]
    why: Shown


class Given(NamedTuple):
    """A question with its quiz, which knows how texts are shown, and with what was answered."""

    question: Any
    quiz: Quiz
    answer: Any
    right: bool
    attempt: QuizAttempt


def outcomes(attempt: QuizAttempt, quiz: Quiz) -> list[Outcome]:
    """Questions that the course has dropped since are left out; the score stands."""
    rows: Mapping[str, QuizAnswer] = {row.question: row for row in attempt.answers}
    found = []
    for number, question in enumerate(quiz.questions, 1):
        row = rows.get(question.id)
        if row is not None:
            given = Given(question, quiz, row.answer, row.right, attempt)
            lines, why = _LINES[question.kind](given), whole_why(question, quiz)
            found.append(Outcome(number, question, row.right, lines, why))
    return found


def whole_why(question: Any, quiz: Quiz) -> Shown:
    """Where an answer is typed, its reason stands with the line of the right one."""
    return "" if question.kind in {"number", "short"} else quiz.shown(question.why)


def _choice_lines(given: Given) -> list[Line]:
    lines = []
    for lot in drawn(given.question, sheet_of(given.attempt)):
        option, chosen = given.question.options[lot.place], lot.place in given.answer
        mark = _CHOICE_MARKS[option.right, chosen]
        note = _choice_note(mark)
        lines.append(Line(given.quiz.shown(lot.text), mark, note, given.quiz.shown(option.why)))
    return lines


def _choice_note(mark: str) -> str:
    notes = {
        "right": _("Your answer, right"),
        "missed": _("Right, not chosen"),
        "wrong": _("Your answer, not right"),
    }
    return notes.get(mark, "")


def _order_lines(given: Given) -> list[Line]:
    """In the right order, with the place each was given."""
    lines = []
    places = {line: place for place, line in enumerate(given.answer)}
    for place, item in enumerate(given.question.items):
        put = places.get(place, -1) + 1
        right = put == place + 1
        note = _("Place %(place)s, right", place=put)
        if not right:
            note = _("Place %(right)s; you put it at place %(place)s", right=place + 1, place=put)
        mark, why = "right" if right else "mended", given.quiz.shown(item.why)
        lines.append(Line(given.quiz.shown(item.text), mark, note, why))
    return lines


def _match_lines(given: Given) -> list[Line]:
    texts = dict(enumerate(pair.right for pair in given.question.pairs))
    lines = []
    for left, pair in enumerate(given.question.pairs):
        chosen = texts.get(given.answer.get(str(left), -1), "")
        right = chosen == pair.right
        note = _("Your answer, right") if right else _("You chose: %(answer)s", answer=chosen)
        mark, why = "right" if right else "mended", given.quiz.shown(pair.why)
        lines.append(Line(paired(pair, given.quiz), mark, note, why))
    return lines


def paired(pair: Any, quiz: Quiz) -> Shown:
    """The partner is chosen from a list, so it is letters only."""
    arrow = Markup(_("%(left)s → %(right)s"))  # noqa: S704  # a sentence of ours, filled in escaped
    return arrow % {"left": quiz.shown(pair.left), "right": pair.right}


def _typed_lines(given: Given) -> list[Line]:
    question, why = given.question, given.quiz.shown(given.question.why)
    if given.right:
        return [Line(given.answer, "right", _("Your answer, right"), why)]
    return [
        Line(given.answer, "wrong", _("Your answer, not right"), ""),
        Line(expected(question), "missed", _("The right answer"), why),
    ]


def expected(question: Any) -> str:
    """What should have been typed: a number with its unit, and how far off may be."""
    if question.kind == "short":
        return str(question.accept[0])
    right = f"{show_number(question.answer)} {question.unit}".strip()
    if not question.tolerance:
        return right
    least, most = question.answer - question.tolerance, question.answer + question.tolerance
    return _(
        "%(right)s (from %(least)s to %(most)s is right)",
        right=right,
        least=show_number(least),
        most=show_number(most),
    )


_CHOICE_MARKS = {
    (True, True): "right",
    (True, False): "missed",
    (False, True): "wrong",
    (False, False): "",
}
_LINES: dict[str, Callable[[Given], list[Line]]] = {
    "one": _choice_lines,
    "many": _choice_lines,
    "order": _order_lines,
    "match": _match_lines,
    "number": _typed_lines,
    "short": _typed_lines,
}
