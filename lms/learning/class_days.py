"""On which date each class day of an edition falls."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from lms.content.course import Course, Day

SATURDAY = 5


class ClassDay(NamedTuple):
    number: int
    date: date
    day: Day


def class_days(course: Course, starts_on: date) -> list[ClassDay]:
    """The course's days on consecutive weekdays, Monday to Friday, from the first day on."""
    dates = zip(course.days, _weekdays(starts_on), strict=False)
    return [ClassDay(number, day, piece) for number, (piece, day) in enumerate(dates, 1)]


def _weekdays(first: date) -> Iterator[date]:
    while True:
        if first.weekday() < SATURDAY:
            yield first
        first += timedelta(days=1)
