"""What somebody typed, as words and phrases to look for. Whatever they typed, it is a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Self

from lms.letters import words

MOST_LETTERS, MOST_PARTS = 200, 12
SHORTEST_BEGINNING = 2


class Part(NamedTuple):
    """Words that must stand side by side; of an open part the last one may go on."""

    words: tuple[str, ...]
    open: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.words)


class _Piece(NamedTuple):
    """As it was typed: behind a minus, in quotation marks, or neither."""

    minus: bool
    quoted: bool
    part: Part

    @property
    def tells(self) -> bool:
        return self.quoted or self.part.text not in FILLING


@dataclass(frozen=True)
class Question:
    """`parts` must all be found, in any order; `phrase` is all of them as one part.

    A page that has one of `without` is not meant.
    """

    text: str
    parts: tuple[Part, ...]
    phrase: Part
    without: tuple[Part, ...] = ()

    @classmethod
    def of(cls, typed: str) -> Self:
        text = " ".join(typed.split())[:MOST_LETTERS].strip()
        pieces = [piece for piece in _pieces(text) if piece.part.words][:MOST_PARTS]
        said = [piece for piece in pieces if not piece.minus]
        telling = [piece for piece in said if piece.tells]
        without = tuple(piece.part for piece in pieces if piece.minus)
        return cls(text, _with_open_end(telling or said), _whole(said), without)

    def __bool__(self) -> bool:
        return bool(self.parts)

    @cached_property
    def single_words(self) -> tuple[str, ...]:
        """As they were typed, for somebody who found nothing with all of them."""
        wanted = _PIECE.sub(lambda piece: "" if piece[1] else piece[0], self.text)
        told = (said.strip(_SIGNS) for said in _QUOTES.sub(" ", wanted).split())
        telling = (said for said in told if words(said) and " ".join(words(said)) not in FILLING)
        return tuple(dict.fromkeys(telling))


def _pieces(text: str) -> Iterator[_Piece]:
    """Each quotation and each other word; "trust-building" is two words side by side."""
    for match in _PIECE.finditer(text):
        said = match[2] or match[3] or ""
        yield _Piece(match[1] is not None, match[2] is not None, Part(tuple(words(said))))


def _whole(said: list[_Piece]) -> Part:
    typed_on = bool(said) and not said[-1].quoted
    return Part(tuple(word for piece in said for word in piece.part.words), open=typed_on)


def _with_open_end(said: list[_Piece]) -> tuple[Part, ...]:
    """The last word may be the beginning of one, unless it is quoted or a single letter."""
    found = [piece.part for piece in said]
    if said and not said[-1].quoted and len(found[-1].words[-1]) >= SHORTEST_BEGINNING:
        found[-1] = Part(found[-1].words, open=True)
    return tuple(found)


_QUOTES = re.compile(r"""["“”„«»]""")
_SIGNS = ".,;:!?¿¡()[]"
_MINUS = r"(?:(?<!\S)([-\u2212]))?"
_PIECE = re.compile(_MINUS + r"""(?:["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+))""")
FILLING = frozenset(
    word
    for line in (
        "a an and are as at be by can do does for from how i in is it my of on or the their they",
        "this to we what when where which who why with you your",
        "al como con cual cuando de del donde el en es la las lo los mi o para por que quien se",
        "sin su sus tu un una y",
        "au aux avec ce ces comment dans de des du elle en est et il la le les leur ma mon ou par",
        "pas pour quand que quel qui se ses son sur un une",
    )
    for said in line.split()
    for word in words(said)
)
"""Words of English, Spanish and French that say nothing alone: a question is not tied to them."""
