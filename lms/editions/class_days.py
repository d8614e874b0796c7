"""On which date each class day of an edition falls.

An edition only counts workdays from the first day on. A feature above that knows of dates which
somebody set, such as a timetable, says them with `dated_by`; every page then shows those.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.catalog.find import course_or_404
from lms.content.class_day import Day
from lms.content.course import Course
from lms.editions.models import Edition

SATURDAY = 5


@dataclass(frozen=True)
class Workdays:
    """Monday to Friday, without days off; of these the first and the last are given."""

    off: Sequence[tuple[date, date]] = ()

    def has(self, day: date) -> bool:
        off = any(first <= day <= last for first, last in self.off)
        return day.weekday() < SATURDAY and not off

    def since(self, first: date) -> Iterator[date]:
        while True:
            if self.has(first):
                yield first
            first += timedelta(days=1)


def today_in(edition: Edition) -> date:
    """The date where the class is."""
    return datetime.now(ZoneInfo(edition.time_zone)).date()


class ClassDay(NamedTuple):
    number: int
    date: date
    day: Day


Dates = Mapping[str, date]
"""Of one edition, by the ref of the class day."""
Source = Callable[[Sequence[Edition]], Mapping[int, Dates]]
_sources: list[Source] = []


def dated_by(source: Source) -> Source:
    """Ask this source for dates, by edition id; for a feature above, once, when it is imported."""
    if source not in _sources:
        _sources.append(source)
    return source


def days_of(edition: Edition) -> list[ClassDay]:
    """The class days of an edition, each on the date it was set to, else on its weekday."""
    return days_of_each([edition])[edition.id]


def days_of_each(editions: Sequence[Edition]) -> dict[int, list[ClassDay]]:
    """Of several editions, by their id; as many statements as for one."""
    given: dict[int, Dates] = {}
    for source in _sources if editions else []:
        given |= source(editions)
    return {row.id: dated(row, given.get(row.id, {})) for row in editions}


def dated(edition: Edition, given: Dates) -> list[ClassDay]:
    """The same where the dates are known already."""
    days = planned_days(edition)
    return [row._replace(date=given.get(row.day.ref, row.date)) for row in days]


def planned_days(edition: Edition) -> list[ClassDay]:
    """As the course and the first day have them, whatever the timetable says."""
    return class_days(course_or_404(edition.course_id), edition.starts_on, Workdays(edition.off))


def class_days(course: Course, starts_on: date, workdays: Workdays = Workdays()) -> list[ClassDay]:
    """The course's days on consecutive workdays from the first day on."""
    dates = zip(course.days, workdays.since(starts_on), strict=False)
    return [ClassDay(number, day, piece) for number, (piece, day) in enumerate(dates, 1)]
