"""Content by the words of an address, in the reader's language; 404 where there is none."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from flask import abort

from lms.content import library
from lms.content.case_study import CaseStudy
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.field_period import FieldworkPeriod
from lms.content.page import Page
from lms.i18n import language

Piece = TypeVar("Piece", Course, Day, Elective, Lesson, FieldworkPeriod, Page)


class Neighbours(NamedTuple):
    """What a lesson belongs to, and the lessons before and after it.

    Lessons of class days follow each other through the course, those of an elective in itself.
    """

    unit: Day | Elective
    previous: Lesson | None
    next: Lesson | None

    @property
    def next_of_unit(self) -> Lesson | None:
        return self.next if self.next in self.unit.lessons else None


def course_or_404(course_id: str) -> Course:
    return _or_404(_course, course_id)


def _course(course_id: str) -> Course:
    return library().courses[course_id].in_language(language())


def day_or_404(course: Course, day_id: str) -> Day:
    return _or_404(course.day, day_id)


def elective_or_404(course: Course, elective_id: str) -> Elective:
    """One that the course offers."""
    return _or_404(
        {elective.id: elective for elective in electives_of(course)}.__getitem__, elective_id
    )


def electives_of(course: Course) -> list[Elective]:
    known = library().electives
    return [known[wanted].in_language(language()) for wanted in course.electives.of]


def lesson_or_404(course: Course, lesson_id: str) -> Lesson:
    """Of a class day, or of an elective that the course offers."""
    of_electives = [lesson for elective in electives_of(course) for lesson in elective.lessons]
    return _or_404(
        {lesson.id: lesson for lesson in (*of_electives, *course.lessons)}.__getitem__, lesson_id
    )


def period_or_404(course: Course, period_id: str) -> FieldworkPeriod:
    return _or_404(course.period, period_id)


def page_or_404(page_id: str) -> Page:
    return _or_404(library().pages.__getitem__, page_id).in_language(language())


def guide_or_404(guide_id: str) -> Page:
    return _or_404(library().guides.__getitem__, guide_id).in_language(language())


def all_guides() -> list[Page]:
    return [guide.in_language(language()) for guide in library().guides.values()]


def _or_404(find: Callable[[str], Piece], wanted: str) -> Piece:
    try:
        return find(wanted)
    except KeyError:
        abort(404)


def neighbours(course: Course, lesson: Lesson) -> Neighbours:
    units: list[Day | Elective] = [*course.days, *electives_of(course)]
    unit = next(unit for unit in units if lesson in unit.lessons)
    row = course.lessons if isinstance(unit, Day) else unit.lessons
    place = row.index(lesson)
    return Neighbours(
        unit=unit,
        previous=row[place - 1] if place else None,
        next=row[place + 1] if place + 1 < len(row) else None,
    )


def days_around(course: Course, day: Day) -> tuple[Day | None, Day | None]:
    """The day before and the day after, where there are such."""
    place = course.days.index(day)
    before = course.days[place - 1] if place else None
    after = course.days[place + 1] if place + 1 < len(course.days) else None
    return before, after


def cases_of(piece: Day | Elective | Lesson) -> list[CaseStudy]:
    """The teaching cases that go with it; those that nobody has written yet are left out."""
    known = library().case_studies
    return [known[case].in_language(language()) for case in piece.cases if case in known]
