"""Somebody who keeps every view there ever was, and works out what it tells.

They know who said something when, under which name or none, and their own figures; not those of
others. A world is what was said, in its order; a view is all that any page, file or count is made
of (`lms.benchmarks.shown`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from lms.benchmarks.grouping import Like, Peer, grouped
from lms.benchmarks.models import FEWEST, Share
from lms.benchmarks.numbers import rounded
from lms.benchmarks.policy import open_shares
from lms.benchmarks.shown import Field, Released, summary

OBSERVER = 0
"""The project of whoever looks."""


class Say(NamedTuple):
    """A project says an amount."""

    project: int
    amount: Decimal
    share: Share


class Standing(NamedTuple):
    """What a project says now."""

    project_id: int
    like: Like
    amount: Decimal
    share: str


Event = Say | None
"""`None` is a release of all that waits."""


@dataclass
class World:
    """It refuses what the program refuses. `frozen` holds the events of each group."""

    likes: Sequence[Like]
    said: dict[int, list[tuple[int, Say]]] = field(default_factory=dict)
    groups: list[Released] = field(default_factory=list)
    frozen: list[list[int]] = field(default_factory=list)
    accepted: list[int] = field(default_factory=list)
    seen: list[object] = field(default_factory=list)

    def lives_through(self, events: Iterable[Event]) -> "World":
        for number, event in enumerate(events):
            self.lives(number, event)
        return self

    def looks_like(self, other: "World", events: Sequence[Event]) -> bool:
        """Whether nobody could have told the two apart at any time; this one is new."""
        for number, event in enumerate(events):
            self.lives(number, event)
            if self.seen[number] != other.seen[number]:
                return False
        return True

    def lives(self, number: int, event: Event) -> None:
        if event is None:
            self.release()
        elif event.share in self.may_share(event.project):
            self.said.setdefault(event.project, []).append((number, event))
            self.accepted.append(number)
        self.seen.append(self.view())

    def may_share(self, project: int) -> tuple[Share, ...]:
        lines = [say for _number, say in self.said.get(project, [])]
        return open_shares(lines, released=project in self._grouped())  # type: ignore[arg-type]

    def release(self) -> None:
        newest = {number: lines[-1] for number, lines in self.said.items()}
        pool = [
            Peer(number, self.likes[number])
            for number, (_event, say) in newest.items()
            if say.share == Share.ANONYMOUS and number not in self._grouped()
        ]
        for group in grouped(pool, FEWEST):
            numbers = [peer.number for peer in group.members]
            amounts = {number: rounded(newest[number][1].amount) for number in numbers}
            self.groups.append(Released(group.like, amounts))
            self.frozen.append([newest[number][0] for number in numbers])

    def _grouped(self) -> set[int]:
        return {number for group in self.groups for number in group.amounts}

    def view(self) -> object:
        """Every filter there is, as everybody may choose them."""
        shown = Field(self.standings(), self.groups, FEWEST)
        found = []
        for asked in all_filters():
            dots = shown.dots(asked)
            told = sorted((dot.amount, dot.project_id if dot.named else -1) for dot in dots)
            found.append((told, summary(dots, FEWEST)))
        return found, [shown.peers_of(like) for like in all_filters()]

    def standings(self) -> list[Standing]:
        return [
            Standing(number, self.likes[number], lines[-1][1].amount, lines[-1][1].share)
            for number, lines in self.said.items()
        ]


def all_filters() -> Iterator[Like]:
    for chosen in product(("", "food", "wood"), ("",), ("", "cluster")):
        yield Like(*chosen)


def with_amounts(events: Sequence[Event], amounts: dict[int, Decimal]) -> list[Event]:
    """The same story with other figures."""
    return [
        event._replace(amount=amounts[number]) if event is not None and number in amounts else event
        for number, event in enumerate(events)
    ]


def secrets_of(world: World, events: Sequence[Event]) -> list[int]:
    """What was said without a name by others than the observer, and was accepted."""
    found = []
    for number in world.accepted:
        event = events[number]
        if event and event.project != OBSERVER and event.share != Share.NAMED:
            found.append(number)
    return found


def told_by(world: World, events: Sequence[Event], amounts: Sequence[Decimal]) -> set[int]:
    """The secrets that can have one amount alone, given all views: every world is tried."""
    hidden = secrets_of(world, events)
    possible: dict[int, set[Decimal]] = {number: set() for number in hidden}
    for guess in product(amounts, repeat=len(hidden)):
        other = with_amounts(events, dict(zip(hidden, guess, strict=True)))
        if type(world)(world.likes).looks_like(world, other):
            for number, amount in zip(hidden, guess, strict=True):
                possible[number].add(amount)
    return {number for number, found in possible.items() if len(found) == 1}
