"""What is shown of how others chose gives nobody away: neither alone nor by sums."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.case_studies.groups import FEWEST, Cell, Shown, shown

COUNTRIES = ["HN", "IN", "NI", "ZW"]


def cells(**countries: tuple[int, int]) -> list[Cell]:
    """People of each country in the reader's class and elsewhere, all for the same option."""
    return [
        Cell(country, mine, (people, 0))
        for country, both in countries.items()
        for mine, people in zip((True, False), both, strict=True)
    ]


def told(found: Shown) -> tuple[dict[str, int], dict[str, int]]:
    return (
        {group.name: group.people for group in found.groups},
        {group.name or "others": group.people for group in found.countries},
    )


@pytest.mark.parametrize(
    ("people", "groups", "countries"),
    [
        ({}, {}, {}),
        ({"IN": (4, 0)}, {}, {}),
        ({"IN": (0, 4)}, {}, {}),
        ({"IN": (5, 0)}, {"class": 5}, {}),
        ({"IN": (0, 5)}, {"everybody": 5}, {}),
        ({"IN": (4, 1)}, {"everybody": 5}, {}),
        ({"IN": (9, 1)}, {"class": 9}, {}),
        ({"IN": (9, 4)}, {"class": 9}, {}),
        ({"IN": (9, 5)}, {"class": 9, "everybody": 14}, {}),
        ({"IN": (5, 0), "NI": (5, 0)}, {"class": 10}, {"IN": 5, "NI": 5}),
        ({"IN": (5, 0), "NI": (4, 0)}, {"class": 9}, {}),
        ({"IN": (0, 7), "NI": (0, 3), "ZW": (0, 2)}, {"everybody": 12}, {"IN": 7, "others": 5}),
        ({"IN": (0, 7), "NI": (0, 6), "ZW": (0, 2)}, {"everybody": 15}, {"IN": 7, "others": 8}),
        ({"IN": (6, 2), "NI": (0, 9)}, {"class": 6, "everybody": 17}, {}),
        ({"IN": (6, 5), "NI": (0, 9)}, {"class": 6, "everybody": 20}, {"IN": 11, "NI": 9}),
        ({"IN": (3, 3), "NI": (3, 3)}, {"class": 6, "everybody": 12}, {"IN": 6, "NI": 6}),
        ({"": (0, 9), "NI": (0, 6)}, {"everybody": 15}, {"NI": 6, "others": 9}),
    ],
)
def test_a_group_is_shown_from_five_on_and_never_beside_a_rest_of_less(
    people: dict[str, tuple[int, int]], groups: dict[str, int], countries: dict[str, int]
) -> None:
    assert told(shown(cells(**people))) == (groups, countries)


def test_counts_of_an_option_are_added_in_each_group() -> None:
    found = shown(
        [
            Cell("IN", mine=True, counts=(4, 1)),
            Cell("IN", mine=False, counts=(1, 4)),
            Cell("NI", mine=False, counts=(0, 5)),
        ]
    )

    assert [group.counts for group in found.groups] == [(4, 1), (5, 10)]
    assert [group.counts for group in found.countries] == [(5, 5), (0, 5)]


FEW = st.sampled_from([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 9])
tables = st.lists(FEW, min_size=8, max_size=8)


@settings(max_examples=300, deadline=None)
@given(tables)
@pytest.mark.long
def test_no_sum_of_what_is_shown_is_a_smaller_group(people: list[int]) -> None:
    table = table_of(people)

    assert given_away(table, published(table, shown(table))) == []


def test_a_table_shown_whole_would_be_found() -> None:
    """The control: class and everybody beside each other, with two people between them."""
    table = cells(IN=(9, 2))

    assert given_away(table, [[1, 0], [1, 1]]) == [(1,)]


def table_of(people: Sequence[int]) -> list[Cell]:
    places = [(country, mine) for country in COUNTRIES for mine in (True, False)]
    return [Cell(*place, (number,)) for place, number in zip(places, people, strict=True) if number]


def published(table: list[Cell], found: Shown) -> list[list[int]]:
    """For each group on the page, which cells of the table it holds."""
    names = {group.name for group in found.countries}
    rows = [
        [int(cell.mine or group.name == "everybody") for cell in table] for group in found.groups
    ]
    for name in names:
        held = [cell.country if cell.country in names else "" for cell in table]
        rows.append([int(place == name) for place in held])
    return rows


def given_away(table: list[Cell], rows: list[list[int]]) -> list[tuple[int, ...]]:
    """Sets of cells with one to four people whose figures follow from the published ones."""
    small = (
        places
        for size in range(1, len(table) + 1)
        for places in combinations(range(len(table)), size)
        if sum(table[place].counts[0] for place in places) < FEWEST
    )
    return [
        places for places in small if rank([*rows, indicator(places, len(table))]) == rank(rows)
    ]


def indicator(places: tuple[int, ...], length: int) -> list[int]:
    return [int(place in places) for place in range(length)]


def rank(rows: list[list[int]]) -> int:
    """Of a matrix, by elimination with fractions."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in columns(left):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        for place, row in enumerate(left):
            if place != found and row[column]:
                factor = row[column] / pivot[column]
                left[place] = [a - factor * b for a, b in zip(row, pivot, strict=True)]
        found += 1
    return found


def columns(rows: list[list[Fraction]]) -> Iterator[int]:
    yield from range(len(rows[0]) if rows else 0)
