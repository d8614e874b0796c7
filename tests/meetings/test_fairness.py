"""Odd hours go round: nobody carries them all where an equal choice exists."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.meetings.fairness import beyond_least, clocks_of, cost
from lms.meetings.hours import Burden, burden
from lms.meetings.proposals import Proposal, Wanted, proposals
from tests.meetings.test_hours import ZONES

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
PEOPLE = st.lists(st.sampled_from(ZONES), min_size=2, max_size=6)


def week(zone: str = "UTC", days: int = 5) -> Wanted:
    return Wanted(MONDAY, MONDAY + timedelta(days=days - 1), 60, ZoneInfo(zone))


def asked_of(row: Proposal, zones: Mapping[int, str]) -> dict[int, int]:
    return {person: row.asks[zone].value for person, zone in zones.items()}


def price(asks: Mapping[int, int], carried: Mapping[int, int]) -> int:
    """What the squares grow by, person by person: the slow way to say it."""
    beyond = beyond_least(asks, carried)
    return sum((beyond[who] + one) ** 2 - beyond[who] ** 2 for who, one in asks.items())


@given(PEOPLE, st.lists(st.integers(0, 20), min_size=6, max_size=6))
@settings(deadline=None, max_examples=60)
@pytest.mark.long
def test_the_first_is_the_cheapest_and_all_are_in_order(zones: list[str], tally: list[int]) -> None:
    people = dict(enumerate(zones))
    carried = dict(zip(people, tally, strict=False))
    found = proposals(week(zones[0]), people, carried, at=NOW)
    prices = [price(asked_of(row, people), carried) for row in found]
    assert prices == sorted(prices) == [row.cost for row in found]
    cheapest = min(
        price(
            {who: burden(at, at + timedelta(hours=1), zone) for who, zone in people.items()},
            carried,
        )
        for at in every_half_hour(zones[0])
    )
    assert prices[0] == cheapest


def every_half_hour(zone: str) -> list[datetime]:
    begin = datetime.combine(MONDAY, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    return [begin + number * timedelta(minutes=30) for number in range(5 * 48)]


@given(
    st.dictionaries(st.integers(1, 5), st.integers(0, 3), min_size=2, max_size=5),
    st.lists(st.integers(0, 30), min_size=5, max_size=5),
    st.data(),
)
def test_of_two_hours_that_ask_as_much_who_has_carried_less_is_asked(
    asks: dict[int, int], tally: list[int], data: st.DataObject
) -> None:
    """What it asks of one it asks of the other: cheaper is who has carried less."""
    one, other = data.draw(st.permutations(sorted(asks)))[:2]
    carried = dict(zip(sorted(asks), tally, strict=False))
    swapped = asks | {one: asks[other], other: asks[one]}
    here, there = price(asks, carried), price(swapped, carried)
    gain = (carried[one] - carried[other]) * (asks[one] - asks[other])
    assert (here > there) == (gain > 0)
    assert (here == there) == (gain == 0)


@given(PEOPLE, st.integers(6, 14))
@settings(deadline=None, max_examples=25)
@pytest.mark.long
def test_meeting_by_meeting_nobody_carries_what_another_could_have_carried(
    zones: list[str], meetings: int
) -> None:
    """Whoever takes the first proposal each time spares who has carried most.

    No hour of those days that asks the same, of other people, would have gone easier on them.
    """
    people, tally = dict(enumerate(zones)), Counter[int]()
    every = [
        {who: burden(at, at + timedelta(hours=1), zone).value for who, zone in people.items()}
        for at in every_half_hour(zones[0])
    ]
    for _ in range(meetings):
        first = proposals(week(zones[0]), people, dict(tally) or {}, at=NOW)[0]
        chosen = asked_of(first, people)
        alike = [row for row in every if sorted(row.values()) == sorted(chosen.values())]
        weight = {who: tally[who] for who in people}
        assert load(chosen, weight) == min(load(row, weight) for row in alike)
        for who, one in chosen.items():
            tally[who] += one


def load(asks: Mapping[int, int], tally: Mapping[int, int]) -> int:
    return sum(tally[who] * one for who, one in asks.items())


def test_two_at_opposite_ends_of_the_world_take_turns() -> None:
    """No hour suits both Managua and Dhaka, which are twelve hours apart."""
    people, tally = {1: "America/Managua", 2: "Asia/Dhaka"}, Counter[int]()
    for number in range(1, 13):
        first = proposals(week("America/Managua"), people, dict(tally), at=NOW)[0]
        for who, one in asked_of(first, people).items():
            tally[who] += one
        assert abs(tally[1] - tally[2]) <= Burden.NIGHT, number
    assert min(tally.values()) > 0


def test_three_who_rise_early_are_cheaper_than_one_at_night() -> None:
    clocks = clocks_of({1: "UTC", 2: "UTC", 3: "UTC"}, {})
    early = cost([(clocks["UTC"], Burden.EARLY_OR_LATE)])
    alone = clocks_of({1: "Asia/Kolkata"}, {})
    assert early < cost([(alone["Asia/Kolkata"], Burden.NIGHT)])


def test_who_is_new_begins_with_the_least_and_pays_for_nobody() -> None:
    assert beyond_least([1, 2, 3], {1: 7, 2: 4}) == {1: 3, 2: 0, 3: 0}
    assert beyond_least([3], {}) == {3: 0}
