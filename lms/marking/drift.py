"""The levels that one marker gives beside those of all, with small numbers left out."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

LEVELS: Final = (1, 2, 3, 4)
FEWEST: Final = 5
"""Fewer of a level are not told: they say more of one trainee than of a marker."""
FAR: Final = 15
"""Points of a hundred; what is less apart is nothing to talk about."""


class Spread(NamedTuple):
    """Shares of a hundred by level; None for what is not told, all of which together is `few`."""

    shares: Mapping[int, int | None]
    few: int

    @property
    def told(self) -> bool:
        return any(share is not None for share in self.shares.values())


def spread_of(given: Mapping[int, int]) -> Spread:
    """From how often each level was given."""
    total, hidden = sum(given.get(level, 0) for level in LEVELS), hidden_of(given)
    shares = {
        level: None if level in hidden else round(100 * given.get(level, 0) / total)
        for level in LEVELS
    }
    few = 100 - sum(share for share in shares.values() if share) if total else 0
    return Spread(shares, max(few, 0) if hidden else 0)


def hidden_of(given: Mapping[int, int]) -> set[int]:
    """Levels given fewer than five times; one alone takes another along, or it is worked out."""
    hidden = {level for level in LEVELS if given.get(level, 0) < FEWEST}
    if len(hidden) == 1:
        rest = (level for level in LEVELS if level not in hidden)
        hidden.add(min(rest, key=lambda level: given[level]))
    return hidden


def counted(rows: Iterable[tuple[int, Mapping[str, int]]]) -> dict[int, Counter[int]]:
    """How often each marker gave each level, over all criteria."""
    found: dict[int, Counter[int]] = {}
    for marker, levels in rows:
        found.setdefault(marker, Counter()).update(levels.values())
    return {marker: given for marker, given in found.items() if given}


def others_than(marker: int, found: Mapping[int, Counter[int]]) -> Counter[int]:
    """All but this one: whoever marks most would else be compared with themselves."""
    others: Counter[int] = Counter()
    for other, given in found.items():
        if other != marker:
            others.update(given)
    return others


def far_apart(own: Spread, others: Spread) -> list[tuple[int, int, int]]:
    """(level, own share, share of the others) of what is worth a talk."""
    found = []
    for level in LEVELS:
        mine, theirs = own.shares[level], others.shares[level]
        if mine is not None and theirs is not None and abs(mine - theirs) >= FAR:
            found.append((level, mine, theirs))
    return found
