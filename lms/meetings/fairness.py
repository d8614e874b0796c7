"""Whose turn it is: odd hours are dearer for whoever has carried more of them before.

An hour costs the group the squares of what each has carried after it. So of two hours that ask as
much, the one is cheaper that asks it of who has carried less, and three who rise early are cheaper
than one who gets up at night.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple


class Clock(NamedTuple):
    """All who live by it: how many, and what they have carried together beyond the least."""

    people: int
    beyond: int


def beyond_least(people: Collection[int], carried: Mapping[int, int]) -> dict[int, int]:
    """What each has carried more than who has carried least. Whoever is new begins with the least.

    `carried` has those who were in a meeting of the group before.
    """
    least = min((carried[person] for person in people if person in carried), default=0)
    return {person: carried.get(person, least) - least for person in people}


def clocks_of(zones: Mapping[int, str], carried: Mapping[int, int]) -> dict[str, Clock]:
    """`zones` are those of the people, by their number."""
    beyond = beyond_least(zones, carried)
    clocks: dict[str, Clock] = {}
    for person, zone in zones.items():
        people, sum_ = clocks.get(zone, Clock(0, 0))
        clocks[zone] = Clock(people + 1, sum_ + beyond[person])
    return clocks


def cost(asked: Iterable[tuple[Clock, int]]) -> int:
    """`asked` is each clock with what an hour asks of those who live by it.

    The squares grow by this; what they were before is the same for every hour.
    """
    return sum(clock.people * asks**2 + 2 * clock.beyond * asks for clock, asks in asked)
