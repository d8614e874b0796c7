"""The figures of a case, so that a reader or a test can hold them against the source."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from lms.content.case_study import CaseStudy, Section
from lms.content.reader import locate


class Number(NamedTuple):
    """As it is written, its value, and where it stands in the text."""

    written: str
    value: Decimal
    start: int


class Figure(NamedTuple):
    """A number of a case at its line; `ours` when the page says that it is not the source's."""

    file: str
    line: int
    number: Number
    ours: bool
    text: str
    """The words around it."""

    def __str__(self) -> str:
        whose = "ours" if self.ours else "source"
        return f"{self.file}:{self.line} {self.number.written} ({whose}): {self.text}"


def figures(case: CaseStudy, root: Path) -> Iterator[Figure]:
    """Every number of the exhibits, the timeline, the text, and what options quote from the source.

    A number is ours in the teaching note, in a call-out `try`, before "words" and "minutes",
    after the section has said that something is invented or imagined, and in a paragraph that
    says so of itself, such as "our rule" or "suppose", with the table or list below it.
    An exhibit's row is ours when its source says so.
    """
    for place, value, said in _fields(case):
        line = locate(root, case.file, place, "").line
        yield from _found(case.file, line, value, bool(_OURS.search(said)))
    for section in case.sections:
        for line, text, ours in _lines(section):
            yield from _found(case.text_file, line, text, ours)


def _found(file: str, line: int, text: str, ours: bool) -> Iterator[Figure]:
    shown = _UNSEEN.sub(" ", text)
    for number in numbers(shown):
        around = shown[max(number.start - _AROUND, 0) : number.start + _AROUND]
        yield Figure(file, line, number, ours, " ".join(around.split()))


def _fields(case: CaseStudy) -> Iterator[tuple[tuple[int | str, ...], str, str]]:
    """(place in study.yml, what it shows, what says whose it is)."""
    for number, exhibit in enumerate(case.exhibits):
        place = ("exhibits", number)
        yield (*place, "title"), exhibit.title, exhibit.title
        yield (*place, "note"), exhibit.note, exhibit.note
        for count, row in enumerate(exhibit.rows):
            shown = f"{row.label}: {row.value} {row.unit}"
            yield (*place, "rows", count, "value"), shown, row.source
    for number, event in enumerate(case.timeline):
        yield ("timeline", number, "when"), f"{event.when}: {event.what}", event.what
    for number, decision in enumerate(case.decisions):
        for count, option in enumerate(decision.options):
            told = option.in_source
            yield ("decisions", number, "options", count, "in_source"), told, told


def _lines(section: Section) -> Iterator[tuple[int, str, bool]]:
    """Each line of a section, and whether its numbers are ours."""
    invented = section.kind == "teaching_note"
    marked = below = False
    for block in _BLOCK.finditer(section.body.source):
        text = block[0]
        line = section.body.setting.line + section.body.source.count("\n", 0, block.start())
        invented = invented or bool(_INVENTED.search(text))
        marked = bool(_OURS.search(text)) or (marked and bool(_HANGING.match(text)))
        below = text.startswith("!!! try") or (below and text.startswith("    "))
        for number, shown in enumerate(text.split("\n"), line):
            yield number, shown, invented or marked or below


def numbers(text: str) -> Iterator[Number]:
    """Numerals and number words in the order they stand; "one" alone is hardly ever a figure."""
    for match in _NUMBER.finditer(text):
        if match["numeral"]:
            plain = match["numeral"].replace(",", "") + (match["part"] or "")
            yield Number(match[0], Decimal(plain).normalize(), match.start())
        elif match[0].lower() != "one":
            yield Number(match[0], Decimal(_value(match["words"].lower())), match.start())


def _value(words: str) -> int:
    total = part = 0
    for word in re.split("[ -]", words):
        if word in _SCALES:
            part = max(part, 1) * _SCALES[word]
            total, part = (total + part, 0) if word == "thousand" else (total, part)
        else:
            part += _VALUES[word]
    return total + part


_AROUND = 50  # letters
_SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {word: value for value, word in enumerate(_SMALL.split())} | {
    word: 10 * ten for ten, word in enumerate(_TENS.split(), 2)
}
_SCALES = {"hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<numeral>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+)(?P<part>\.\d+)?"
    rf"|\b(?P<words>(?:{_WORD})(?:[ -](?:{_WORD}|hundred|thousand))*)\b",
    re.IGNORECASE,
)
_INVENTED = re.compile(r"\b(?:invent(?:ed)?|imagined)\b", re.IGNORECASE)
_OURS = re.compile(
    r"\b(?:invent(?:ed)?|imagined|suppose|by us|ours|our own"
    r"|our (?:\w+ )?(?:arithmetic|choice|count|exercise|judgement|reading|rule)"
    r"|we (?:add|calculate|call|compute|count|divide|read))\b",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"(?:^.*\S.*$\n?)+", re.MULTILINE)
_HANGING = re.compile(r"\s*(?:\||[-*] |\d+\. |\[\[)")
_UNSEEN = re.compile(
    r"^\s*\d+\.\s|^!!!.*|\{#[^}]*\}|\[\[.*\]\]|\[[^\]]*\]\([^)]*\)|\b100 per cent\b"
    r"|\b\w+(?: to \w+)? (?:words|minutes)\b"
)
"""List numbers, marks and links; a whole; and how long to write or to work."""
