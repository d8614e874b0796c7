"""When things happened, counted from the moment the world is loaded."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

SATURDAY = 5
JUST_NOW = timedelta(minutes=5)
_DAY = {"en": "EEEE d MMMM", "es": "EEEE d 'de' MMMM", "fr": "EEEE d MMMM"}
_STEPS = re.compile(r"\{([+-]\d+)\}")


def today(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weekday(day: date) -> date:
    """The day itself, or the Monday after when it falls on a weekend."""
    return day if day.weekday() < SATURDAY else monday(day) + timedelta(weeks=1)


def working_day(day: date, steps: int, *, off: Sequence[tuple[date, date]] = ()) -> date:
    """So many days from Monday to Friday later, or earlier when `steps` is negative.

    Days from the first to the last of each pair in `off` do not count.
    """
    while steps:
        day += timedelta(days=1 if steps > 0 else -1)
        if day.weekday() < SATURDAY and not any(first <= day <= last for first, last in off):
            steps -= 1 if steps > 0 else -1
    return day


def saturday(day: date, weeks: int) -> date:
    """The Saturday of the day's week, or so many weeks later less one."""
    return monday(day) + timedelta(days=SATURDAY, weeks=weeks - 1)


def morning(day: date, zone: str, number: int, *, at: datetime) -> datetime:
    """A free moment before the day begins, another one for each `number`; never after `at`."""
    return _clock(day, zone, time(7, 10), number * 7 % 85, at)


def evening(day: date, zone: str, number: int, *, at: datetime) -> datetime:
    """After work; never after `at`."""
    return _clock(day, zone, time(18, 50), number * 23 % 140, at)


def _clock(day: date, zone: str, start: time, minutes: int, at: datetime) -> datetime:
    moment = datetime.combine(day, start, ZoneInfo(zone)) + timedelta(minutes=minutes)
    return min(moment, at - JUST_NOW)


def with_dates(text: str, day: date, language: str) -> str:
    """Write `{+2}` out as the working day two days after `day`."""

    def written(match: re.Match[str]) -> str:
        there = working_day(day, int(match[1]))
        return format_date(there, _DAY[language], locale=language)

    return _STEPS.sub(written, text)
