"""What of the figures of an indicator and a period anybody else may see.

A figure is seen with its name, or within a group that is seen whole, or not at all. Everything
that is drawn, counted, exported or asked for is worked out from the dots that this gives
(docs/decisions/084).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple, Protocol

from lms.benchmarks.grouping import DIMENSIONS, Like, are_too_alike
from lms.benchmarks.models import Better, Share

TENTH = Decimal("0.1")


class Standing(Protocol):
    """What a project says now."""

    @property
    def project_id(self) -> int: ...
    @property
    def like(self) -> Like: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def share(self) -> str: ...


class Released(NamedTuple):
    """A group, with the rounded figure that each of its projects had when it was put together."""

    like: Like
    amounts: Mapping[int, Decimal]


class Dot(NamedTuple):
    """A figure that is seen. `project_id` is known of it only where it is `named`."""

    amount: Decimal
    project_id: int
    named: bool


@dataclass(frozen=True)
class Field:
    """All that was said and put together for one indicator and period."""

    standings: Sequence[Standing]
    groups: Sequence[Released]
    at_least: int

    def dots(self, asked: Like = Like()) -> list[Dot]:  # noqa: B008  # it never changes
        """From the smallest on. Nothing tells equal ones apart but the name, if they have one."""
        named = (
            Dot(row.amount, row.project_id, named=True)
            for row in self.standings
            if row.share == Share.NAMED and row.like.is_within(asked)
        )
        hidden = (
            Dot(amount, number, named=False)
            for group in self._seen_whole()
            if group.like.is_within(asked)
            for number, amount in group.amounts.items()
        )
        return sorted([*named, *hidden], key=lambda dot: (dot.amount, dot.named, dot.project_id))

    def _seen_whole(self) -> Iterable[Released]:
        shares = {row.project_id: row.share for row in self.standings}
        for group in self.groups:
            together = all(shares[number] == Share.ANONYMOUS for number in group.amounts)
            enough = len(group.amounts) >= self.at_least
            if together and enough and not are_too_alike(group.amounts.values()):
                yield group

    def peers_of(self, like: Like) -> Like:
        """The narrowest with enough to compare with: of one branch, stage and kind, or wider."""
        for width in range(len(DIMENSIONS), 0, -1):
            asked = Like(*like[:width])
            if all(like[:width]) and len(self.dots(asked)) >= self.at_least:
                return asked
        return Like()


class Summary(NamedTuple):
    number: int
    low: Decimal
    median: Decimal
    high: Decimal


def summary(dots: Sequence[Dot], at_least: int) -> Summary | None:
    """The middle and the middle half, where there are enough."""
    if len(dots) < at_least:
        return None
    amounts = sorted(dot.amount for dot in dots)
    return Summary(len(dots), *(_at(amounts, quarters) for quarters in (1, 2, 3)))


def _at(amounts: Sequence[Decimal], quarters: int) -> Decimal:
    whole, rest = divmod((len(amounts) - 1) * quarters, 4)
    here = amounts[whole]
    if rest:
        here += (amounts[whole + 1] - here) * rest / 4
    return here.quantize(TENTH, ROUND_HALF_UP)


def is_better(amount: Decimal, than: Decimal, better: str) -> bool:
    if better == Better.UP:
        return amount > than
    return better == Better.DOWN and amount < than
