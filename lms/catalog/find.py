"""Content by the words of an address, in the reader's language; 404 where there is none."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from flask import abort

from lms.content import library
from lms.content.case_study import CaseStudy
from lms.content.course import Course, Day, FieldworkPeriod, Lesson
from lms.i18n import language

Piece = TypeVar("Piece", Course, Day, Lesson, FieldworkPeriod)


class Neighbours(NamedTuple):
    """The day a lesson belongs to, and the lessons before and after it in the whole course."""

    day: Day
    previous: Lesson | None
    next: Lesson | None

    @property
    def next_of_day(self) -> Lesson | None:
        return self.next if self.next in self.day.lessons else None


def course_or_404(course_id: str) -> Course:
    return _or_404(_course, course_id)


def _course(course_id: str) -> Course:
    return library().courses[course_id].in_language(language())


def day_or_404(course: Course, day_id: str) -> Day:
    return _or_404(course.day, day_id)


def lesson_or_404(course: Course, lesson_id: str) -> Lesson:
    return _or_404(course.lesson, lesson_id)


def period_or_404(course: Course, period_id: str) -> FieldworkPeriod:
    return _or_404(course.period, period_id)


def _or_404(find: Callable[[str], Piece], wanted: str) -> Piece:
    try:
        return find(wanted)
    except KeyError:
        abort(404)


def neighbours(course: Course, lesson: Lesson) -> Neighbours:
    everything = course.lessons
    place = everything.index(lesson)
    return Neighbours(
        day=next(day for day in course.days if lesson in day.lessons),
        previous=everything[place - 1] if place else None,
        next=everything[place + 1] if place + 1 < len(everything) else None,
    )


def days_around(course: Course, day: Day) -> tuple[Day | None, Day | None]:
    """The day before and the day after, where there are such."""
    place = course.days.index(day)
    before = course.days[place - 1] if place else None
    after = course.days[place + 1] if place + 1 < len(course.days) else None
    return before, after


def cases_of(piece: Day | Lesson) -> list[CaseStudy]:
    """The teaching cases that go with it; those that nobody has written yet are left out."""
    known = library().case_studies
    return [known[case].in_language(language()) for case in piece.cases if case in known]
