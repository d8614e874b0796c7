"""Exact, adjacent, further off; a kappa only where there is enough to say something."""

import pytest

from lms.calibration.agreement import ENOUGH, Pair, agreement_of, weighted_kappa

PERFECT: list[Pair] = [(1, 1), (2, 2), (3, 3), (4, 4)] * 8


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ([], (0, 0, 0)),
        ([(3, 3)], (1, 0, 0)),
        ([(3, 3), (2, 3), (4, 3), (1, 3), (1, 4)], (1, 2, 2)),
    ],
)
def test_pairs_are_counted_by_how_far_they_are_apart(
    pairs: list[Pair], found: tuple[int, int, int]
) -> None:
    assert agreement_of(pairs)[:3] == found


def test_a_kappa_is_told_from_thirty_pairs_on() -> None:
    assert agreement_of(PERFECT[: ENOUGH - 1]).kappa is None
    assert agreement_of(PERFECT[:ENOUGH]).kappa == 1.0


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        (PERFECT, 1.0),
        ([(1, 4), (4, 1)] * 16, -1.0),
        ([(given, reference) for given in (1, 2, 3, 4) for reference in (1, 2, 3, 4)] * 2, 0.0),
        ([(3, 3)] * 40, None),
        # 1,1,2,2,3,3,4,4 against 1,2,2,3,3,4,4,4: three of eight one apart: 1 - 0.375 / 2.5
        (list(zip((1, 1, 2, 2, 3, 3, 4, 4), (1, 2, 2, 3, 3, 4, 4, 4), strict=True)), 0.85),
    ],
    ids=["always", "the other way round", "by chance", "one level only", "by hand"],
)
def test_a_weighted_kappa_is_cohens(pairs: list[Pair], kappa: float | None) -> None:
    assert weighted_kappa(pairs) == kappa
