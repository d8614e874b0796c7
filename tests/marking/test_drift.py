"""Small numbers are not told and cannot be worked out; what is far apart is said."""

from collections import Counter
from itertools import product

import pytest

from lms.marking.drift import FEWEST, LEVELS, counted, far_apart, others_than, spread_of


@pytest.mark.parametrize(
    ("given", "shares"),
    [
        ({1: 10, 2: 20, 3: 50, 4: 20}, {1: 10, 2: 20, 3: 50, 4: 20}),
        ({1: 0, 2: 4, 3: 6, 4: 90}, {1: None, 2: None, 3: 6, 4: 90}),
        ({1: 4, 2: 16, 3: 40, 4: 40}, {1: None, 2: None, 3: 40, 4: 40}),  # 4 alone is worked out
        ({}, dict.fromkeys(LEVELS)),
        ({3: 4}, dict.fromkeys(LEVELS)),
    ],
    ids=["all told", "two hidden", "one takes another along", "nothing", "too few"],
)
def test_what_was_given_fewer_than_five_times_is_not_told(
    given: dict[int, int], shares: dict[int, int | None]
) -> None:
    assert spread_of(given).shares == shares


def test_no_number_below_five_is_told_or_left_over_alone() -> None:
    for counts in product((0, 1, 4, 5, 30), repeat=4):
        given = dict(zip(LEVELS, counts, strict=True))
        hidden = [level for level, share in spread_of(given).shares.items() if share is None]
        assert all(given[level] >= FEWEST for level in LEVELS if level not in hidden)
        assert len(hidden) != 1


def test_a_marker_is_compared_with_all_but_themselves() -> None:
    found = counted([(1, {"facts": 4, "ethics": 4}), (2, {"facts": 1}), (3, {"facts": 2})])
    assert others_than(1, found) == Counter({1: 1, 2: 1})


@pytest.mark.parametrize(("own", "apart"), [(44, []), (45, [(4, 45, 30)]), (15, [(4, 15, 30)])])
def test_only_what_is_far_apart_is_worth_a_word(
    own: int, apart: list[tuple[int, int, int]]
) -> None:
    others = spread_of({1: 10, 2: 20, 3: 40, 4: 30})
    rest = 70 - own
    mine = spread_of({1: 10, 2: 20, 3: rest, 4: own})
    assert [row for row in far_apart(mine, others) if row[0] == 4] == apart
