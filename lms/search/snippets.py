"""The part of a text around the words that were looked for, and the words marked in it."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lms.letters import LETTER, SIGNS_OF_WORDS, folded
from lms.search.question import Part, Question

LENGTH, LEAD = 180, 50
MOST_PLACES = 40


class Piece(NamedTuple):
    text: str
    marked: bool = False


class Marker:
    """Finds the words of one question in texts as people wrote them, accents and all."""

    def __init__(self, question: Question) -> None:
        parts = "|".join(map(_pattern, question.parts))
        self._pattern = re.compile(f"{_START}(?:{parts})", re.IGNORECASE)

    def marked(self, text: str) -> list[Piece]:
        return [piece for piece in self._cut(text) if piece.text]

    def snippet(self, text: str) -> list[Piece]:
        """Where most of them stand together; the beginning of a text that has none of them."""
        start = self._best_place(text)
        begin = text.rfind(" ", 0, max(start - LEAD, 0)) + 1 if start > LEAD else 0
        end = _end_of_word(text, begin + LENGTH)
        pieces = self.marked(text[begin:end])
        before = [Piece("… ")] if begin else []
        after = [Piece("\N{NO-BREAK SPACE}…")] if end < len(text) else []
        return [*before, *pieces, *after]

    def _best_place(self, text: str) -> int:
        found = islice(self._pattern.finditer(text), MOST_PLACES)
        places = [match.start() for match in found]
        near = {at: sum(at <= one < at + LENGTH - LEAD for one in places) for at in places}
        return max(near, key=lambda at: near[at], default=0)

    def _cut(self, text: str) -> Iterator[Piece]:
        last = 0
        for match in self._pattern.finditer(text):
            yield Piece(text[last : match.start()])
            yield Piece(match[0], marked=True)
            last = match.end()
        yield Piece(text[last:])


def _end_of_word(text: str, place: int) -> int:
    end = text.find(" ", place)
    return len(text) if end < 0 or len(text) - end < LEAD else end


def _pattern(part: Part) -> str:
    said = r"[\W_]+".join(map(_spelt, part.words))
    return f"{said}{_MORE if part.open else _PLURAL}"


def _spelt(word: str) -> str:
    """Each letter in any of the ways in which it may be written."""
    letters = "".join(map(_letter, word))
    for pair, sign in _SPELT_OUT.items():
        plain = "".join(map(_letter, pair))
        letters = letters.replace(plain, f"(?:{sign}|{plain})")
    return letters


def _letter(letter: str) -> str:
    if letter.isdigit():
        return f"{letter}{_GROUPED}"
    return f"{_WRITTEN.get(letter, re.escape(letter))}{_ACCENTS}"


def _written() -> dict[str, str]:
    """For o all of oóòôõö and so on."""
    found: dict[str, str] = {}
    for place in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = folded(chr(place))
        if len(plain) == 1 and plain.isascii() and plain.isalpha():
            found[plain] = found.get(plain, plain) + chr(place)
    return {letter: f"[{signs}]" for letter, signs in found.items()}


_WRITTEN = _written()
_SPELT_OUT = {"oe": "œ", "ae": "æ", "ss": "ß"}
_GROUPED = "(?:[.,'’\u00a0\u202f](?=\\d))?"
_ACCENTS = "[\u0300-\u036f]*"
_MORE, _PLURAL = f"{LETTER}*", f"(?:s|x)?(?!{LETTER})"
_START = rf"(?<![^\W_])(?<![{SIGNS_OF_WORDS}])"
