"""What is right about a question and why, for those who teach with it."""

from typing import Any

from flask_babel import gettext as _

from lms.content.quiz import Question, Quiz
from lms.quizzes.outcomes import Line, expected, paired


def solution(question: Question, quiz: Quiz) -> list[Line]:
    """In the order of the file, the right ones marked."""
    return _LINES[question.kind](question, quiz)


def _choice(question: Any, quiz: Quiz) -> list[Line]:
    return [
        Line(
            quiz.shown(option.text),
            "right" if option.right else "",
            _("Right") if option.right else "",
            quiz.shown(option.why),
        )
        for option in question.options
    ]


def _order(question: Any, quiz: Quiz) -> list[Line]:
    return [
        Line(
            quiz.shown(item.text),
            "right",
            _("Place %(place)s", place=place),
            quiz.shown(item.why),
        )
        for place, item in enumerate(question.items, 1)
    ]


def _match(question: Any, quiz: Quiz) -> list[Line]:
    return [Line(paired(pair, quiz), "right", "", quiz.shown(pair.why)) for pair in question.pairs]


def _number(question: Any, quiz: Quiz) -> list[Line]:
    return [Line(expected(question), "right", "", quiz.shown(question.why))]


def _short(question: Any, quiz: Quiz) -> list[Line]:
    first, *others = question.accept
    note = _("Also right: %(spellings)s", spellings=", ".join(others)) if others else ""
    return [Line(first, "right", note, quiz.shown(question.why))]


_LINES = {
    "one": _choice,
    "many": _choice,
    "order": _order,
    "match": _match,
    "number": _number,
    "short": _short,
}
