"""Years and half-years, as `2025` and `2025-2`: their letters are in the order of time."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from lms.benchmarks.models import PeriodUnit

YEARS_BACK = 12
OFFERED = {PeriodUnit.YEAR: 5, PeriodUnit.HALF_YEAR: 6}
JULY = 7


def ended(unit: str, today: date) -> list[str]:
    """Those that are over, the newest first: only they can be compared."""
    years = range(today.year, today.year - YEARS_BACK - 1, -1)
    if unit == PeriodUnit.YEAR:
        return [str(year) for year in years if year < today.year]
    halves = [f"{year}-{half}" for year in years for half in (2, 1)]
    running = f"{today.year}-{2 if today.month >= JULY else 1}"
    return [period for period in halves if period < running]


def offered(unit: str, today: date, known: Iterable[str] = ()) -> list[str]:
    """The last few, and older ones of which something is known or asked."""
    over = ended(unit, today)
    older = set(known)
    return [
        period
        for number, period in enumerate(over)
        if number < OFFERED[PeriodUnit(unit)] or period in older
    ]


def called(period: str) -> str:
    year, _dash, half = period.partition("-")
    if half == "1":
        return _("%(year)s, first half", year=year)
    return _("%(year)s, second half", year=year) if half else year
