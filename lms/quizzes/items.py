"""How the questions of a quiz did: who chose what, how hard each was, whether it told apart.

*Facility* is the share of right answers. *Discrimination* is the correlation of a right answer
with the share of right answers to the other questions.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import Row

from lms.content.quiz import Question, Quiz
from lms.content.typed import folded
from lms.quizzes.edition_quizzes import Studied

FEWEST = 5
"""Trainees below whom a correlation is not shown: it would be chance, and could name someone."""
WORTH_READING = 30
SEVERAL = 3
MOST_TYPED = 6
LONGEST_ANSWER = 80


class Bar(NamedTuple):
    """One line of a chart; `source` is there because charts cite their sources."""

    label: str
    value: int
    unit: str = ""
    source: str = ""


class Given(NamedTuple):
    """An answer, and how many gave it."""

    answer: Any
    right: bool
    times: int


@dataclass(frozen=True)
class Item:
    """`number` is its place in the quiz, 0 where it is no longer asked.

    `lure` is the wrong answer that more people gave than the right one.
    """

    number: int
    question: Question
    answered: int
    right: int
    discrimination: float | None
    bars: Sequence[Bar]
    marked: Sequence[str]
    lure: str = ""

    @property
    def facility(self) -> float:
        return self.right / self.answered if self.answered else 0

    @property
    def misleads(self) -> bool:
        """Whether the better ones got it wrong, by more than the slip of one or two people."""
        several = min(self.right, self.answered - self.right) >= SEVERAL
        return several and self.discrimination is not None and self.discrimination < 0


def items(
    quiz: Studied,
    answers: Iterable[Row[str, str, bool, int]],
    sums: Iterable[Row[str, int, int, Any, Any, Any]],
) -> list[Item]:
    """What to talk about first comes first: the question that fewest got right.

    Of equally hard ones the one that the best got wrong.
    """
    given: dict[str, list[Given]] = {}
    for question, answer, right, times in answers:
        given.setdefault(question, []).append(Given(json.loads(answer), right, times))
    told_apart = {row[0]: discrimination(*row[1:]) for row in sums}
    asked = [row for row in quiz.questions if row.id not in quiz.former]
    numbers = {question.id: number for number, question in enumerate(asked, 1)}
    found = [
        _item(question, quiz.paper.quiz, given[question.id], numbers, told_apart)
        for question in quiz.questions
        if question.id in given
    ]
    return sorted(found, key=_urgency)


def _urgency(item: Item) -> tuple[bool, float, float, int]:
    apart = 1 if item.discrimination is None else item.discrimination
    return (not item.number, item.facility, apart, item.number)


def discrimination(
    n: int, right: int, share: float | None, squares: float | None, products: float | None
) -> float | None:
    """None where it would say nothing: too few, all alike, or no other question."""
    if n < FEWEST or share is None or squares is None or products is None:
        return None
    spread = (n * right - right**2) * (n * squares - share**2)
    if spread <= _ROUNDING:
        return None
    return (n * products - right * share) / sqrt(spread)


def _item(
    question: Question,
    quiz: Quiz,
    given: Sequence[Given],
    numbers: Mapping[str, int],
    told_apart: Mapping[str, float | None],
) -> Item:
    shape, count = _COUNTERS[question.kind]
    counted = count(question, quiz, [row for row in given if isinstance(row.answer, shape)])
    answered = sum(row.times for row in given)
    unit = _("of %(number)s", number=answered)
    return Item(
        number=numbers.get(question.id, 0),
        question=question,
        answered=answered,
        right=sum(row.times for row in given if row.right),
        discrimination=told_apart.get(question.id),
        bars=[Bar(label, count, unit) for label, count in counted.rows],
        marked=counted.marked,
        lure=counted.lure,
    )


class _Counted(NamedTuple):
    rows: Sequence[tuple[str, int]]
    marked: Sequence[str] = ()
    lure: str = ""


def _choices(question: Any, quiz: Quiz, given: Sequence[Given]) -> _Counted:
    """How many chose each option; the right ones are marked."""
    chosen: Counter[int] = Counter()
    for row in given:
        chosen.update(dict.fromkeys(row.answer, row.times))
    labels = [_label(quiz.bare(option.text), right=option.right) for option in question.options]
    rows = [(label, chosen[place]) for place, label in enumerate(labels)]
    marked = [label for label, row in zip(labels, question.options, strict=True) if row.right]
    wrong = [
        (chosen[place], quiz.bare(option.text))
        for place, option in enumerate(question.options)
        if not option.right
    ]
    best = max(chosen[place] for place, row in enumerate(question.options) if row.right)
    most, lure = max(wrong)
    return _Counted(rows, marked, lure if most > best else "")


def _label(text: str, *, right: bool) -> str:
    return _("%(answer)s (right)", answer=text) if right else text


def _order(question: Any, quiz: Quiz, given: Sequence[Given]) -> _Counted:
    """How many put each item at its place."""
    placed: Counter[int] = Counter()
    for row in given:
        for place, item in enumerate(row.answer):
            placed[item] += row.times * (place == item)
    rows = [
        (f"{place + 1}. {quiz.bare(item.text)}", placed[place])
        for place, item in enumerate(question.items)
    ]
    return _Counted(rows)


def _match(question: Any, quiz: Quiz, given: Sequence[Given]) -> _Counted:
    """How many found the partner of each line."""
    rights = [pair.right for pair in question.pairs]
    found: Counter[int] = Counter()
    for row in given:
        for left, right in row.answer.items():
            if int(left) < len(rights) and right < len(rights):
                found[int(left)] += row.times * (rights[right] == rights[int(left)])
    rows = [
        (_("%(left)s → %(right)s", left=quiz.bare(pair.left), right=pair.right), found[left])
        for left, pair in enumerate(question.pairs)
    ]
    return _Counted(rows)


def _typed(_question: Any, _quiz: Quiz, given: Sequence[Given]) -> _Counted:
    """What was typed, alike but for case and accents together; the rest in one line."""
    counted: Counter[tuple[str, bool]] = Counter()
    for row in given:
        counted[folded(str(row.answer))[:LONGEST_ANSWER], row.right] += row.times
    shown = counted.most_common(MOST_TYPED)
    rows = [(_label(text, right=right), count) for (text, right), count in shown]
    rest = counted.total() - sum(count for _label, count in rows)
    if rest:
        rows.append((_("Other answers"), rest))
    right = sum(count for (_text, right), count in counted.items() if right)
    wrong = [(count, text) for (text, is_right), count in shown if not is_right]
    most, lure = max(wrong, default=(0, ""))
    marked = [_label(text, right=right) for (text, right), _count in shown if right]
    return _Counted(rows, marked, lure if most > right else "")


_ROUNDING = 1e-9
_COUNTERS: Mapping[str, tuple[type, Callable[[Any, Quiz, Sequence[Given]], _Counted]]] = {
    "one": (list, _choices),
    "many": (list, _choices),
    "order": (list, _order),
    "match": (dict, _match),
    "number": (str, _typed),
    "short": (str, _typed),
}
"""With the shape of an answer of that kind: a question may have had another kind before."""
