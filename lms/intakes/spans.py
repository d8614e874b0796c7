"""How long fieldwork lasts by the plan of its course."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from lms.content.course import Course

WEEK: Final = "week"
MONTH: Final = "month"
DAY = timedelta(days=1)


def planned_end(course: Course, starts_on: date, *, calendar_factor: int = 1) -> date:
    """The last day of fieldwork that keeps to the plan of its course."""
    periods = course.fieldwork.periods
    unit = MONTH if any(period.months for period in periods) else WEEK
    planned = [number for period in periods for number in (*period.weeks, *period.months)]
    return later(starts_on, unit, calendar_factor * max(planned, default=1)) - DAY


def later(day: date, unit: str, count: int) -> date:
    return day + timedelta(weeks=count) if unit == WEEK else months_later(day, count)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
