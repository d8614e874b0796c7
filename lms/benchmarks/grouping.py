"""Who is shown together. It never looks at figures, so what it puts together tells nothing of them.

A pool is parted by branch, each part by stage, each of those by kind. A part that is too small
goes with the other small ones; if they are too few together, the smallest of the large parts
comes to them (docs/decisions/084).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

DIMENSIONS = ("branch", "stage", "kind")
SPREAD = 3


class Like(NamedTuple):
    """What projects have in common; empty where they differ, or where it is not asked for."""

    branch: str = ""
    stage: str = ""
    kind: str = ""

    def is_within(self, asked: "Like") -> bool:
        """Whether all of a group is as it is asked for."""
        return all(not want or want == has for has, want in zip(self, asked, strict=True))


class Peer(NamedTuple):
    number: int
    like: Like


class Together(NamedTuple):
    like: Like
    members: tuple[Peer, ...]


def grouped(pool: Sequence[Peer], at_least: int) -> list[Together]:
    """Each peer stands in one group of this size or larger; in none, where all are fewer."""
    return _parted(pool, at_least, Like(), DIMENSIONS) if len(pool) >= at_least else []


def _parted(
    pool: Sequence[Peer], at_least: int, here: Like, dimensions: Sequence[str]
) -> list[Together]:
    if not dimensions:
        return [Together(here, tuple(pool))]
    first, *deeper = dimensions
    found: list[Together] = []
    for name, rows in _parts(pool, at_least, first):
        found += _parted(rows, at_least, here._replace(**{first: name}), deeper)
    return found


def _parts(pool: Sequence[Peer], at_least: int, dimension: str) -> list[tuple[str, list[Peer]]]:
    """(what a part has in common, the part), each large enough; the mixed one has no name."""
    by_name: dict[str, list[Peer]] = defaultdict(list)
    for peer in pool:
        by_name[getattr(peer.like, dimension)].append(peer)
    mixed = by_name.pop("", [])
    for name in sorted(by_name, key=lambda name: (len(by_name[name]), name)):
        if len(by_name[name]) < at_least or 0 < len(mixed) < at_least:
            mixed += by_name.pop(name)
    parts = sorted(by_name.items())
    return [*parts, ("", mixed)] if mixed else parts


def are_too_alike(shown: Collection[Hashable]) -> bool:
    """Whether somebody who knows two of these figures could tell what another one is.

    So at least three have another figure than the most frequent one.
    """
    return max(Counter(shown).values()) > len(shown) - SPREAD
