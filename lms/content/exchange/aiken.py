"""Aiken: a question, its answers after letters, and `ANSWER: B`. Nothing else, and no reasons."""

import re
from collections.abc import Iterator

from lms.content.exchange import building
from lms.content.exchange.building import WHOLE, Alternative, Parts
from lms.content.exchange.entry import Entry, Format, Reading, Reason, Refusal, UnfitError
from lms.content.exchange.gift_read import EXCERPT
from lms.content.exchange.letters import line
from lms.content.exchange.texts import AUTO, marked
from lms.content.quiz import Question


def looks_like_aiken(source: str) -> bool:
    return bool(_ANSWER.search(source) and _LETTERED.search(source) and "{" not in source)


def read_aiken(source: str) -> Reading:
    reading = Reading(Format.AIKEN)
    for number, lines in _blocks(source):
        try:
            reading.entries.append(Entry(_question(lines), line=number))
        except UnfitError as unfit:
            excerpt = line(lines[0])[:EXCERPT]
            reading.refusals.append(Refusal(number, unfit.reason, unfit.about, excerpt))
        reading.within_limit()
    return reading


def _blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    """Lines up to the one with the answer, which ends a question; empty ones do not."""
    first = 0
    held: list[str] = []
    for number, raw in enumerate(source.split("\n"), 1):
        if raw.strip():
            first = first if held else number
            held.append(raw.strip())
        if held and _ANSWER.fullmatch(held[-1]):
            yield first, held
            held = []
    if held:
        yield first, held


def _question(lines: list[str]) -> Question:
    answer = _ANSWER.fullmatch(lines[-1])
    if answer is None:
        raise UnfitError(Reason.NO_ANSWER_LINE)
    ask, options = [], {}
    for text in lines[:-1]:
        lettered = _LETTERED.fullmatch(text)
        if lettered:
            options[lettered[1]] = marked(lettered[2], AUTO)
        elif not options:
            ask.append(text)
        else:
            raise UnfitError(Reason.NO_ANSWER_LINE)
    right = answer[1].upper()
    if right not in options:
        raise UnfitError(Reason.UNKNOWN_LETTER, right)
    offered = [Alternative(text, WHOLE * (sign == right)) for sign, text in options.items()]
    return building.choice(Parts(marked("\n".join(ask), AUTO)), offered, single=True)


_ANSWER = re.compile(r"^ANSWER:[ ]*([A-Za-z])[ ]*$", re.MULTILINE)
_LETTERED = re.compile(r"^([A-Z])[.)][ ]+(.+)$", re.MULTILINE)
