"""What is drawn together. The memory that drawing takes grows with what stands in one part.

A month of a busy year has 36 entries and 109 photos: drawn in one part it took 50 MB.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lms.logbook.models import LogEntry
from lms.logbooks.contents import Chapter, Proof

T = TypeVar("T")


@dataclass(frozen=True)
class Piece:
    """Of a chapter: what stands on pages of its own. The first opens it, the last closes it."""

    chapter: Chapter
    entries: Sequence[LogEntry] = ()
    photos: Sequence[Proof] = ()
    opens: bool = False
    closes: bool = False

    @property
    def weight(self) -> int:
        return len(self.entries) + len(self.photos)


def in_parts(chapters: Iterable[Chapter], *, most: int) -> Iterator[list[Piece]]:
    """As many pieces as weigh so much at most, in their order."""
    part: list[Piece] = []
    for piece in (piece for chapter in chapters for piece in pieces_of(chapter, most=most)):
        if part and sum(one.weight for one in (*part, piece)) > most:
            yield part
            part = []
        part.append(piece)
    if part:
        yield part


def pieces_of(chapter: Chapter, *, most: int) -> list[Piece]:
    """The whole; of one that weighs too much first its entries and then its photos."""
    entries, photos = chapter.entries, chapter.photos
    if len(entries) + len(photos) <= most:
        return [Piece(chapter, entries, photos, opens=True, closes=True)]
    pieces = [Piece(chapter, entries=some) for some in _cut(entries, most)]
    pieces += [Piece(chapter, photos=some) for some in _cut(photos, most)]
    pieces[0] = replace(pieces[0], opens=True)
    pieces[-1] = replace(pieces[-1], closes=True)
    return pieces


def _cut(rows: Sequence[T], most: int) -> Iterator[Sequence[T]]:
    return (rows[start : start + most] for start in range(0, len(rows), most))
