"""How much an hour asks of somebody, read off their own clock: one scale for all.

Working hours (8 to 18 on a working day) ask nothing, early and late ones (from 7, until 21) one
point, free time (from 6, until 23, and all of a day of rest) two, the night three. A meeting asks
what the worst of its minutes asks.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from zoneinfo import ZoneInfo

from babel.core import get_global


class Burden(IntEnum):
    WORKING = 0
    EARLY_OR_LATE = 1
    FREE_TIME = 2
    NIGHT = 3


QUARTER = timedelta(minutes=15)
MINUTE = timedelta(minutes=1)
OF_HOUR = (
    *[Burden.NIGHT] * 6,
    *(Burden.FREE_TIME, Burden.EARLY_OR_LATE),
    *[Burden.WORKING] * 10,
    *[Burden.EARLY_OR_LATE] * 3,
    *(Burden.FREE_TIME, Burden.FREE_TIME, Burden.NIGHT),
)
"""By the hour on the clock, from midnight on."""

THURSDAY, FRIDAY, SATURDAY, SUNDAY = 3, 4, 5, 6
RESTS = {
    **dict.fromkeys(("IN", "UG"), (SUNDAY,)),
    **dict.fromkeys(("AF",), (THURSDAY, FRIDAY)),
    **dict.fromkeys(("DJ", "IR", "SO"), (FRIDAY,)),
    **dict.fromkeys(("BN",), (FRIDAY, SUNDAY)),
    **dict.fromkeys(("NP",), (SATURDAY,)),
    **dict.fromkeys(("BD", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW"), (FRIDAY, SATURDAY)),
    **dict.fromkeys(("LY", "MV", "OM", "PS", "QA", "SA", "SD", "SY", "YE"), (FRIDAY, SATURDAY)),
}
"""Where the week ends otherwise than with Saturday and Sunday (docs/decisions/085)."""


def burden(starts_at: datetime, ends_at: datetime, time_zone: str) -> Burden:
    """Offsets from Greenwich are quarters of an hour everywhere, so no hour slips through."""
    return max(burden_at(moment, time_zone) for moment in _looks(starts_at, ends_at))


def _looks(starts_at: datetime, ends_at: datetime) -> Iterator[datetime]:
    moment = starts_at
    while moment < ends_at:
        yield moment
        moment += QUARTER
    yield ends_at - MINUTE


def burden_at(moment: datetime, time_zone: str) -> Burden:
    here = moment.astimezone(ZoneInfo(time_zone))
    asked = OF_HOUR[here.hour]
    return max(asked, Burden.FREE_TIME) if here.weekday() in _rests(time_zone) else asked


@cache
def _rests(time_zone: str) -> tuple[int, ...]:
    """The days of rest of the country that a zone belongs to, by weekday."""
    zone = get_global("zone_aliases").get(time_zone, time_zone)  # some devices say Asia/Calcutta
    country = get_global("zone_territories").get(zone, "")
    return RESTS.get(country, (SATURDAY, SUNDAY))
