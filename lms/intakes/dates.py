"""On which dates the class days of an edition fall, and where they go when it moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, takewhile

from lms.content.course import Course
from lms.editions.class_days import Workdays
from lms.intakes.spans import DAY, planned_end

WEEK_LONG = timedelta(weeks=1)
Span = tuple[date, date]
"""The first and the last of some days."""


def end_of_fieldwork(course: Course, last_class_day: date) -> date:
    """By the plan of the course; fieldwork begins on the Monday after the class."""
    monday = last_class_day + WEEK_LONG - timedelta(days=last_class_day.weekday())
    return planned_end(course, monday)


@dataclass(frozen=True)
class Shift:
    """Everything from one day on goes to another day; what lies before stays.

    `before` and `after` are the days off of the old and of the new dates.

    Class days keep their order and follow each other on workdays. Everything else keeps its
    distance in days, and goes on to the next workday where it would fall on a day off.
    """

    from_on: date
    to_on: date
    before: Sequence[Span] = ()
    after: Sequence[Span] = ()

    def of_class_day(self, day: date) -> date:
        if day < self.from_on:
            return day
        last = day
        while last > self.from_on and not Workdays(self.before).has(last):
            last -= DAY
        passed = _between(Workdays(self.before), self.from_on, last)
        return next(islice(Workdays(self.after).since(self.to_on), passed, None)) + (day - last)

    def of(self, day: date) -> date:
        if day < self.from_on:
            return day
        there = day + (self.to_on - self.from_on)
        return next(Workdays(self.after).since(there)) if Workdays(self.before).has(day) else there


def _between(workdays: Workdays, first: date, last: date) -> int:
    """How many from the first to the day before the last."""
    return sum(1 for _day in takewhile(lambda day: day < last, workdays.since(first)))
