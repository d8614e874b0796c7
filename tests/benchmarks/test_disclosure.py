"""No figure without a name can be worked out, whatever was said and whatever is looked at."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lms.benchmarks.grouping import Like, Peer, are_too_alike, grouped
from lms.benchmarks.models import FEWEST, Share
from lms.benchmarks.numbers import rounded
from tests.benchmarks.attack import (
    OBSERVER,
    Event,
    Say,
    Standing,
    World,
    all_filters,
    secrets_of,
    told_by,
    with_amounts,
)

likes = st.builds(
    Like,
    st.sampled_from(["", "food", "wood"]),
    st.just("ongoing"),
    st.sampled_from(["cluster", "vertical"]),
)
amounts = st.one_of(st.integers(0, 6), st.integers(-2000, 20000)).map(Decimal)
shares = st.sampled_from([*[Share.ANONYMOUS] * 4, Share.NAMED, Share.PRIVATE])


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Like], list[Event]]:
    """Some dozen projects say, mend, hide and name figures, and now and then all is released."""
    here = draw(st.lists(likes, min_size=5, max_size=14))
    project = st.integers(0, len(here) - 1)
    first: list[Event] = [Say(number, draw(amounts), draw(shares)) for number in range(len(here))]
    later = st.one_of(st.none(), st.builds(Say, project, amounts, shares))
    return here, [*first, None, *draw(st.lists(later, max_size=12)), None]


@settings(max_examples=300, deadline=None)
@given(stories(), st.data())
@pytest.mark.long
def test_for_each_figure_there_is_another_world_that_looks_the_same(
    story: tuple[list[Like], list[Event]], data: st.DataObject
) -> None:
    here, events = story
    world = World(here).lives_through(events)
    number = data.draw(st.sampled_from(secrets_of(world, events) or [-1]))
    if number >= 0:
        other = another_world(world, events, number)
        assert other[number] != events[number]
        assert World(here).looks_like(world, other)


def another_world(world: World, events: Sequence[Event], number: int) -> list[Event]:
    """In which this figure is different, and those of the observer and of all names are not."""
    group = next((group for group in world.frozen if number in group), None)
    said = {at: event.amount for at, event in enumerate(events) if event}
    mine = said[number]
    if group is None:
        return with_amounts(events, {number: mine + 1000})
    others = [at for at in group if event_of(events, at).project != OBSERVER]
    if are_too_alike([rounded(said[at]) for at in group]):
        return with_amounts(events, dict.fromkeys(others, mine + 100_000))
    partner = next(at for at in others if rounded(said[at]) != rounded(mine))
    return with_amounts(events, {number: said[partner], partner: mine})


def event_of(events: Sequence[Event], number: int) -> Say:
    event = events[number]
    assert event
    return event


ONE, TWO, THREE = amount_of = [Decimal(number) for number in (1, 2, 3)]
ALIKE = [Like("food", "ongoing", "cluster")] * 7


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(amount_of), min_size=6, max_size=6),
    st.lists(
        st.one_of(
            st.none(),
            st.builds(Say, st.integers(0, 5), st.sampled_from(amount_of), shares),
        ),
        max_size=2,
    ),
)
@pytest.mark.long
def test_who_tries_every_world_finds_no_figure(said: list[Decimal], later: Sequence[Event]) -> None:
    first = [Say(number, amount, Share.ANONYMOUS) for number, amount in enumerate(said)]
    events: list[Event] = [*first, None, *later, None]
    assert told_by(World(ALIKE).lives_through(events), events, amount_of) == set()


def anonymous(*said: Decimal) -> list[Event]:
    return [Say(number, amount, Share.ANONYMOUS) for number, amount in enumerate(said)]


FIVE = anonymous(ONE, TWO, THREE, ONE, TWO)


class CountingOnly(World):
    """Whatever is asked for is shown as soon as five figures are like that, and as they are now."""

    def may_share(self, project: int) -> tuple[Share, ...]:
        del project
        return tuple(Share)

    def view(self) -> object:
        said = [row for row in self.standings() if row.share != Share.PRIVATE]
        asked = [[row for row in said if row.like.is_within(like)] for like in all_filters()]
        return [sorted(map(told, rows)) if len(rows) >= FEWEST else [] for rows in asked]


def told(row: Standing) -> tuple[Decimal, int]:
    return row.amount, row.project_id if row.share == Share.NAMED else -1


NAMES = [Say(number, amount_of[number], Share.NAMED) for number in (0, 1, 2)]
MIXED = [*ALIKE[:5], Like("food", "ongoing", "vertical"), Like("wood", "ongoing", "cluster")]


@pytest.mark.parametrize(
    ("here", "later"),
    [
        (ALIKE, [Say(5, THREE, Share.ANONYMOUS), None]),
        (ALIKE, [Say(5, ONE, Share.ANONYMOUS), None, Say(5, ONE, Share.PRIVATE), None]),
        (ALIKE, [Say(1, THREE, Share.ANONYMOUS), None]),
        (ALIKE, [*NAMES[1:], Say(3, ONE, Share.NAMED), None]),
        (MIXED, [Say(6, THREE, Share.ANONYMOUS), None]),
    ],
    ids=["one joins", "one comes and goes", "one mends", "all but one give their names", "groups"],
)
@pytest.mark.long
def test_counting_to_five_is_not_enough_and_groups_that_stay_are(
    here: list[Like], later: list[Event]
) -> None:
    events = [*FIVE, None, *later]
    assert told_by(CountingOnly(here).lives_through(events), events, amount_of) != set()
    assert told_by(World(here).lives_through(events), events, amount_of) == set()


@given(st.lists(likes, max_size=40), st.integers(FEWEST, 9))
def test_each_stands_in_one_group_that_is_large_enough(here: list[Like], at_least: int) -> None:
    pool = [Peer(number, like) for number, like in enumerate(here)]
    groups = grouped(pool, at_least)
    members = [peer.number for group in groups for peer in group.members]
    assert sorted(members) == (list(range(len(pool))) if len(pool) >= at_least else [])
    assert all(len(group.members) >= at_least for group in groups)
    for group in groups:
        assert all(peer.like.is_within(group.like) for peer in group.members)


@given(st.lists(st.integers(0, 4), min_size=FEWEST, max_size=9))
def test_who_knows_two_of_a_group_that_is_seen_cannot_tell_a_third(said: list[int]) -> None:
    if are_too_alike(said):
        return
    for known in combinations(range(len(said)), 2):
        rest = {amount for number, amount in enumerate(said) if number not in known}
        assert len(rest) >= 2


def test_the_small_ones_go_together_and_take_a_large_one_along_if_they_must() -> None:
    def pool(**numbers: int) -> list[Peer]:
        names = [name for name, number in numbers.items() for _ in range(number)]
        return [Peer(place, Like(name, "ongoing", "cluster")) for place, name in enumerate(names)]

    def parts(*peers: Peer) -> dict[str, int]:
        return {group.like.branch: len(group.members) for group in grouped(peers, FEWEST)}

    assert parts(*pool(food=6, wood=5)) == {"food": 6, "wood": 5}
    assert parts(*pool(food=6, wood=3, metal=2)) == {"food": 6, "": 5}
    assert parts(*pool(food=7, leather=6, wood=3)) == {"food": 7, "": 9}
    assert parts(*pool(food=3, wood=3)) == {"": 6}
    assert parts(*pool(food=4)) == {}
