"""What changed between two texts, by paragraph and inside it by word. Plain data, no database."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

AROUND = 1
"""Unchanged lines that stay beside a change, so that its place is known."""


class Piece(NamedTuple):
    """`how` is one of same, gone, new."""

    how: str
    text: str


Line = tuple[Piece, ...]


def differences(before: str, after: str) -> list[Line | None]:
    """The lines that differ, with their neighbours; None stands for those left out."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line | None] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            found += _neighbours(old[a:b], first=a == 0, last=b == len(old))
        else:
            found += _changed(old[a:b], new[c:d])
    return found if any(line is not None and _differs(line) for line in found) else []


def _differs(line: Line) -> bool:
    return any(piece.how != "same" for piece in line)


def _neighbours(lines: Sequence[str], *, first: bool, last: bool) -> Iterator[Line | None]:
    head, tail = (0 if first else AROUND), (0 if last else AROUND)
    if len(lines) <= head + tail:
        yield from (_whole("same", line) for line in lines)
        return
    yield from (_whole("same", line) for line in lines[:head])
    yield None
    yield from (_whole("same", line) for line in lines[len(lines) - tail :])


def _changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Paragraphs that stand at the same place are compared by word; others are whole."""
    for one, other in zip(old, new, strict=False):
        yield tuple(_words(one, other))
    yield from (_whole("gone", line) for line in old[len(new) :])
    yield from (_whole("new", line) for line in new[len(old) :])


def _words(one: str, other: str) -> Iterator[Piece]:
    old, new = re.findall(r"\s+|[^\s]+", one), re.findall(r"\s+|[^\s]+", other)
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("same", "".join(old[a:b]))
        else:
            yield from (Piece("gone", "".join(old[a:b])),) if b > a else ()
            yield from (Piece("new", "".join(new[c:d])),) if d > c else ()


def _whole(how: str, line: str) -> Line:
    return (Piece(how, line),) if line else ()
