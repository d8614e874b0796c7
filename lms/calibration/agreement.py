"""How far two sets of levels agree, worked out from pairs: no database and no page here."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

Pair = tuple[int, int]
"""The level that was given, and the one of reference."""

ENOUGH: Final = 30
"""Pairs; from fewer a kappa says more of chance than of people."""
LEVELS: Final = (1, 2, 3, 4)


class Agreement(NamedTuple):
    """Of so many pairs: the same level, one level beside it, and further off."""

    exact: int
    adjacent: int
    further: int
    kappa: float | None

    @property
    def of(self) -> int:
        return self.exact + self.adjacent + self.further


def agreement_of(pairs: Iterable[Pair]) -> Agreement:
    rows = list(pairs)
    apart = Counter(min(abs(given - reference), 2) for given, reference in rows)
    kappa = weighted_kappa(rows) if len(rows) >= ENOUGH else None
    return Agreement(apart[0], apart[1], apart[2], kappa)


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's, with squared weights; none where all levels are one and chance explains all."""
    total = len(pairs)
    given, reference = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    seen = sum((one - other) ** 2 for one, other in pairs) / total
    by_chance = sum(
        (one - other) ** 2 * given[one] * reference[other] for one in LEVELS for other in LEVELS
    ) / (total * total)
    return round(1 - seen / by_chance, 2) if by_chance else None
