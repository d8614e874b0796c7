"""Where a passage stands in the HTML of a page, and that HTML with passages marked.

A passage is compared as a browser's selection gives it: the letters of all text in order, spaces
folded into one, without tags. So what was marked on a screen is found here.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from markupsafe import Markup

CONTEXT = 64
HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | {
    *("p", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr"),
    *("blockquote", "figcaption", "pre", "div"),
}
TITLE = "admonition-title"
SHORTEST = 12


class Passage(NamedTuple):
    """A quote and a little of the text around it."""

    quote: str
    before: str
    after: str


class Letters(NamedTuple):
    """The folded text of some HTML; `places` has for each letter where it begins and ends there.

    `blocks` are the paragraphs, items and rows as (first letter, letter after the last); `links`
    are the anchors, as places in the HTML.
    """

    text: str
    places: list[tuple[int, int]]
    blocks: list[tuple[int, int]]
    links: list[tuple[int, int]]


class Placed(NamedTuple):
    """A passage found: its letters, and the link to the note that goes behind it."""

    first: int
    last: int
    link: Markup


@lru_cache(maxsize=64)
def read(html: str) -> Letters:
    reading = _Reading()
    for token in _TOKEN.finditer(html):
        if token["tag"]:
            reading.tag(token)
        elif token["word"]:
            reading.word(token)
    return reading.letters()


class _Reading:
    def __init__(self) -> None:
        self.text: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.blocks: list[tuple[int, int]] = []
        self.links: list[tuple[int, int]] = []
        self.begun, self.link, self.counts = 0, 0, True

    def tag(self, token: re.Match[str]) -> None:
        if token["tag"] in BLOCKS:
            self._end_block()
            heads = token["tag"] in HEADINGS and not token["end"]
            self.counts = not heads and TITLE not in token[0]
        elif token["tag"] == "a" and token["end"]:
            self.links.append((self.link, token.end()))
        elif token["tag"] == "a":
            self.link = token.start()

    def word(self, token: re.Match[str]) -> None:
        for offset, letter in enumerate(unescape(token[0])):
            one = token.start() + offset
            place = token.span() if letter.isspace() or token[0][0] == "&" else (one, one + 1)
            folded_away = letter.isspace() and self.text[-1:] in ([], [" "])
            if not folded_away:
                self.text.append(" " if letter.isspace() else letter)
                self.places.append(place)

    def letters(self) -> Letters:
        self._end_block()
        return Letters("".join(self.text), self.places, self.blocks, self.links)

    def _end_block(self) -> None:
        if self.counts:
            self.blocks.append((self.begun, len(self.text)))
        self.begun = len(self.text)


@lru_cache(maxsize=64)
def passages(html: str) -> tuple[Passage, ...]:
    """The paragraphs, items and rows that a reader may choose, in their order."""
    known = read(html)
    return tuple(
        passage(html, first, last)
        for first, last in known.blocks
        if len(known.text[first:last].strip()) >= SHORTEST
    )


def passage(html: str, first: int, last: int) -> Passage:
    text = read(html).text
    before = text[max(0, first - CONTEXT) : first]
    return Passage(text[first:last].strip(), before.strip(), text[last : last + CONTEXT].strip())


def find(html: str, passage: Passage) -> tuple[int, int] | None:
    """The letters of the passage; of several equal quotes the one with most of its context."""
    text, quote = read(html).text, folded(passage.quote)
    starts = [match.start() for match in re.finditer(re.escape(quote), text)] if quote else []
    if not starts:
        return None
    first = max(starts, key=lambda start: _fits(text, start, start + len(quote), passage))
    return first, first + len(quote)


def folded(text: str) -> str:
    return " ".join(text.split())


def _fits(text: str, first: int, last: int, passage: Passage) -> int:
    """How many letters around it are those that stood around the quote."""
    before = text[max(0, first - CONTEXT) : first].rstrip()
    after = text[last : last + CONTEXT].lstrip()
    wanted_before, wanted_after = folded(passage.before), folded(passage.after)
    return _common(before[::-1], wanted_before[::-1]) + _common(after, wanted_after)


def _common(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def marked(html: str, found: Iterable[Placed]) -> Markup:
    """The HTML with a mark around each passage and the way to its note behind it."""
    known, found = read(html), list(found)
    covered = sorted({place for one in found for place in range(one.first, one.last)})
    put = [edge for run in _runs(html, known, covered) for edge in _edges(known, run)]
    put += [(_outside(known, known.places[one.last - 1][1]), 1, str(one.link)) for one in found]
    pieces, last = [], 0
    for place, _order, what in sorted(put):
        pieces += [html[last:place], what]
        last = place
    return Markup("".join([*pieces, html[last:]]))  # noqa: S704  # trusted HTML and our own links


def _runs(html: str, known: Letters, covered: Sequence[int]) -> list[list[int]]:
    """Letters that stand side by side without a tag between them."""
    runs: list[list[int]] = []
    for place in covered:
        last = runs[-1][-1] if runs else -2
        between = html[known.places[last][1] : known.places[place][0]] if last >= 0 else ""
        if last + 1 == place and "<" not in between:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [run for run in runs if known.text[run[0] : run[-1] + 1].strip()]


def _edges(known: Letters, run: list[int]) -> list[tuple[int, int, str]]:
    start, end = known.places[run[0]][0], known.places[run[-1]][1]
    return [(start, 2, '<mark class="kept">'), (end, 0, "</mark>")]


def _outside(known: Letters, place: int) -> int:
    """Links do not stand in links: the way to a note comes behind the one that it would be in."""
    return next((end for start, end in known.links if start < place < end), place)


_TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<tag>[a-zA-Z][\w-]*)[^>]*>|(?P<word>&#?\w+;|\s+|[^<&\s]+|.)",
    re.DOTALL,
)
