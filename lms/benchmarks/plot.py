"""Where the dots of a comparison stand: no drawing and no database here."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from lms.benchmarks.numbers import plain

WIDTH, LEFT, RIGHT = 350, 16, 334
TOP, BELOW = 26, 40
LARGE, SMALL = 8, 5
MANY = 60
TICKS = 5


class Spot(NamedTuple):
    x: float
    y: float


class Scale(NamedTuple):
    low: Decimal
    high: Decimal
    ticks: list[Decimal]

    def x(self, amount: Decimal) -> float:
        share = (amount - self.low) / (self.high - self.low)
        return round(LEFT + float(share) * (RIGHT - LEFT), 1)


class Plot(NamedTuple):
    """`spots` are those of the amounts, in their order; near ones stand on each other."""

    scale: Scale
    spots: list[Spot]
    r: int
    base: int

    @property
    def height(self) -> int:
        return self.base + BELOW


def scale_of(amounts: Sequence[Decimal]) -> Scale:
    low, high = min(amounts), max(amounts)
    if low == high:
        low, high = low - 1, high + 1
    step = _step((high - low) / TICKS)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    ticks = [plain(step * number) for number in range(int(first), int(last) + 1)]
    return Scale(ticks[0], ticks[-1], ticks)


def _step(rough: Decimal) -> Decimal:
    """The next of 1, 2 or 5, or ten times that, and so on."""
    one = Decimal(1).scaleb(rough.adjusted())
    return next(one * by for by in (1, 2, 5, 10) if one * by >= rough)


def plotted(amounts: Sequence[Decimal]) -> Plot:
    """Of amounts from the smallest on: each on the lowest line where it hides no other."""
    scale = scale_of(amounts)
    r = LARGE if len(amounts) <= MANY else SMALL
    ends: list[float] = []
    places = []
    for amount in amounts:
        x = scale.x(amount)
        line = next((n for n, end in enumerate(ends) if x - end >= 2 * r), len(ends))
        ends[line : line + 1] = [x]
        places.append((x, line))
    base = TOP + len(ends) * 2 * r + 2
    return Plot(scale, [Spot(x, base - r - 1 - line * 2 * r) for x, line in places], r, base)
