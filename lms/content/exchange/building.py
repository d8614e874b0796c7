"""From the parts that a file gives to a question, or to the reason why it is none."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lms.content.exchange.entry import Reason, Remark, UnfitError, question_of
from lms.content.exchange.letters import line
from lms.content.quiz import IMPORTED_PAIRS, Question

WHOLE = Decimal(100)
MOST_OPTIONS = 20
FEWEST_ITEMS = 3
LONGEST_QUESTION = 32_000  # characters of all its texts


@dataclass(frozen=True)
class Alternative:
    """An answer that is offered, with its weight in percent."""

    text: str
    weight: Decimal
    why: str = ""


@dataclass
class Parts:
    """What every kind has, and what was changed on the way."""

    ask: str
    why: str = ""
    source: str = ""
    unit: str = ""
    remarks: set[Remark] = field(default_factory=set)


def choice(parts: Parts, offered: Sequence[Alternative], *, single: bool) -> Question:
    """One is right, or several are: an answer that is worth something is right among several."""
    _refuse_unusable([row.text for row in offered], Reason.EMPTY_OPTION)
    least = WHOLE if single else Decimal("0.00001")
    right = [row.weight >= least for row in offered]
    _refuse_wrong_number(right, single=single)
    if any(0 < row.weight < WHOLE for row in offered) and single:
        parts.remarks.add(Remark.PARTLY)
    options = [
        {"text": row.text, "right": is_right, "why": row.why}
        for row, is_right in zip(offered, right, strict=True)
    ]
    return _made(parts, kind="one" if sum(right) == 1 else "many", options=options)


def _refuse_wrong_number(right: Sequence[bool], *, single: bool) -> None:
    if len(right) < 2:  # noqa: PLR2004  # a choice
        raise UnfitError(Reason.ONE_OPTION)
    if not any(right):
        raise UnfitError(Reason.NONE_RIGHT)
    if all(right):
        raise UnfitError(Reason.ALL_RIGHT)
    if single and sum(right) > 1:
        raise UnfitError(Reason.SEVERAL_RIGHT)


def order(parts: Parts, items: Sequence[tuple[str, str]]) -> Question:
    """(text, why) from first to last."""
    _refuse_unusable([text for text, _why in items], Reason.EMPTY_OPTION)
    if len(items) < FEWEST_ITEMS:
        raise UnfitError(Reason.FEW_ITEMS)
    return _made(parts, kind="order", items=[{"text": text, "why": why} for text, why in items])


def match(parts: Parts, pairs: Sequence[tuple[str, str, str]]) -> Question:
    """(left, right, why); the right side is a line of letters."""
    lone = next((right for left, right, _why in pairs if not left), None)
    if lone is not None:
        raise UnfitError(Reason.LONE_PARTNER, lone)
    _refuse_unusable([left for left, _right, _why in pairs], Reason.EMPTY_OPTION)
    if not all(right for _left, right, _why in pairs):
        raise UnfitError(Reason.EMPTY_OPTION)
    if len(pairs) < IMPORTED_PAIRS.start:
        raise UnfitError(Reason.FEW_PAIRS)
    if len(pairs) >= IMPORTED_PAIRS.stop:
        raise UnfitError(Reason.MANY_PAIRS, str(IMPORTED_PAIRS.stop - 1))
    named = [{"left": left, "right": right, "why": why} for left, right, why in pairs]
    return _made(parts, kind="match", pairs=named)


def number(parts: Parts, numbers: Sequence[tuple[Decimal, Decimal]]) -> Question:
    """(answer, tolerance): one of them."""
    if not numbers:
        raise UnfitError(Reason.NONE_RIGHT)
    if len(numbers) > 1:
        raise UnfitError(Reason.SEVERAL_NUMBERS)
    answer, tolerance = numbers[0]
    if tolerance < 0:
        raise UnfitError(Reason.NOT_A_NUMBER, f"{tolerance:f}")
    return _made(parts, kind="number", answer=answer, tolerance=tolerance, unit=parts.unit)


def short(parts: Parts, accepted: Sequence[str]) -> Question:
    _refuse_unusable(accepted, Reason.EMPTY_OPTION, doubles=False)
    if not accepted:
        raise UnfitError(Reason.NONE_RIGHT)
    return _made(parts, kind="short", accept=list(dict.fromkeys(accepted)))


def one_why(whole: str, notes: Sequence[str]) -> str:
    """Where an answer is typed there is one reason: what is said of all, then of each."""
    return "\n".join(dict.fromkeys(filter(None, [whole, *notes])))


def _made(parts: Parts, **fields: Any) -> Question:
    if not parts.ask:
        raise UnfitError(Reason.NO_TEXT)
    whole = {"ask": parts.ask, "why": parts.why, "source": parts.source} | fields
    if len(str(whole)) > LONGEST_QUESTION:
        raise UnfitError(Reason.TOO_LONG)
    return question_of(whole)


def _refuse_unusable(texts: Sequence[str], empty: Reason, *, doubles: bool = True) -> None:
    if not all(texts):
        raise UnfitError(empty)
    if len(texts) > MOST_OPTIONS:
        raise UnfitError(Reason.TOO_MANY_OPTIONS, str(MOST_OPTIONS))
    twice = [text for text, times in Counter(texts).items() if times > 1]
    if twice and doubles:
        raise UnfitError(Reason.TWICE, twice[0])


def decimal(raw: str) -> Decimal:
    """A number as programs write it, of a size that people type; raises UnfitError."""
    text = raw.strip()
    if not _NUMBER.fullmatch(text):
        raise UnfitError(Reason.NOT_A_NUMBER, line(text))
    value = Decimal(text)
    if abs(value) >= _TOO_LARGE:
        raise UnfitError(Reason.NOT_A_NUMBER, line(text))
    return Decimal(f"{(round(value, PLACES) + 0).normalize():f}")


def between(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The middle of a range and how far it reaches."""
    if high < low:
        raise UnfitError(Reason.NOT_A_NUMBER, f"{low:f}..{high:f}")
    middle = decimal(f"{round((low + high) / 2, PLACES):f}")
    return middle, decimal(f"{high - middle:f}")


PLACES = 12
_TOO_LARGE = Decimal(10) ** 15
_NUMBER = re.compile(r"[+-]?(?:\d{1,15}\.?\d{0,12}|\.\d{1,12})(?:[eE][+-]?\d{1,2})?")
