"""Hours at which a group could meet, the fairest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.meetings.fairness import Clock, clocks_of, cost
from lms.meetings.hours import QUARTER, Burden, burden_at

MOST_DAYS, MOST = 31, 8
STEP = 2
"""Quarters of an hour from one look to the next."""
APART = timedelta(hours=2)
"""Proposals of one day that lie closer together are no choice."""


@dataclass(frozen=True)
class Wanted:
    """Days on the clock of who looks, which is `zone`. `minutes` are whole quarters of an hour."""

    first: date
    last: date
    minutes: int
    zone: ZoneInfo

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


class Proposal(NamedTuple):
    """`asks` says by time zone what it asks of those who live there."""

    starts_at: datetime
    ends_at: datetime
    asks: Mapping[str, Burden]
    cost: int


def proposals(
    wanted: Wanted, zones: Mapping[int, str], carried: Mapping[int, int], *, at: datetime
) -> list[Proposal]:
    """A choice of days and hours; `zones` and `carried` are by person. None begins before `at`."""
    clocks = clocks_of(zones, carried)
    found = [row for row in _every(wanted, clocks) if row.starts_at > at]
    found.sort(key=lambda row: (row.cost, max(row.asks.values()), row.starts_at))
    return list(islice(_apart(found, wanted), MOST))


def _every(wanted: Wanted, clocks: Mapping[str, Clock]) -> Iterator[Proposal]:
    """From each half hour on; each quarter is looked at once for each clock."""
    begin = _midnight(wanted.first, wanted.zone)
    end = _midnight(wanted.last + timedelta(days=1), wanted.zone)
    quarters, length = (end - begin) // QUARTER, wanted.length // QUARTER
    moments = [begin + number * QUARTER for number in range(quarters + length)]
    asked = {zone: [burden_at(moment, zone) for moment in moments] for zone in clocks}
    for number in range(0, quarters, STEP):
        asks = {zone: max(row[number : number + length]) for zone, row in asked.items()}
        price = cost((clocks[zone], burden) for zone, burden in asks.items())
        yield Proposal(moments[number], moments[number] + wanted.length, asks, price)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The moment at which the day begins there, also where the clocks go forward over it."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _apart(ranked: list[Proposal], wanted: Wanted) -> Iterator[Proposal]:
    """In their order, without those too close to a better one, and a fair share of each day."""
    share = -(-MOST // wanted.days)
    kept: dict[date, list[datetime]] = {}
    for row in ranked:
        same = kept.setdefault(row.starts_at.astimezone(wanted.zone).date(), [])
        if len(same) < share and all(abs(row.starts_at - one) >= APART for one in same):
            same.append(row.starts_at)
            yield row
