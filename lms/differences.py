"""What changed from one version to the next, by words."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Change(NamedTuple):
    kind: str  # same, added or removed
    text: str


Differ = Callable[[Sequence[str], Sequence[str]], Iterator[Change]]


def changes(before: str, after: str) -> list[Change]:
    """Lines first, then words within the lines that differ: quick however long the texts are."""
    return list(_joined(_compared(_lines(before), _lines(after), _words)))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _words(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    split = re.compile(r"\S+\s*|\s+")
    yield from _compared(
        split.findall("".join(before)), split.findall("".join(after)), _one_for_the_other
    )


def _one_for_the_other(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    yield Change("removed", "".join(before))
    yield Change("added", "".join(after))


def _compared(before: list[str], after: list[str], differ: Differ) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, end, new_first, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield Change("same", "".join(before[first:end]))
        else:
            yield from differ(before[first:end], after[new_first:new_end])


def _joined(found: Iterator[Change]) -> Iterator[Change]:
    """Without empty ones, and neighbours of one kind as one."""
    held: Change | None = None
    for change in found:
        if not change.text:
            continue
        if held and held.kind == change.kind:
            held = Change(held.kind, held.text + change.text)
            continue
        if held:
            yield held
        held = change
    if held:
        yield held
