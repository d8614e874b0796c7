"""The pages of a course that people keep notes on, in the order in which they are read."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _

from lms.catalog.find import electives_of
from lms.content import library
from lms.content.course import Course, Day, FieldworkPeriod, Lesson
from lms.content.elective import Elective
from lms.content.text import Text
from lms.i18n import language
from lms.notes.models import Note

LESSON, DAY, ELECTIVE, FIELDWORK = "lesson", "day", "elective", "fieldwork"

Key = tuple[str, str]
"""The kind of a page and its ref."""


class CoursePage(NamedTuple):
    """`text` is what can be marked on it; `part` is the day or elective that it belongs to."""

    course: Course
    kind: str
    ref: str
    title: str
    part: str
    text: Text
    text_language: str
    address: str

    @property
    def key(self) -> Key:
        return self.kind, self.ref


def pages_of(course: Course) -> dict[Key, CoursePage]:
    """By kind and ref, as the reader's language has them."""
    return {page.key: page for page in _pages(course)}


def page_of(note: Note) -> CoursePage | None:
    """None should the course no longer have it; the note stands without its page then."""
    course = library().courses.get(note.course_id)
    return pages_of(course.in_language(language())).get(note.key) if course else None


def _pages(course: Course) -> Iterator[CoursePage]:
    for number, day in enumerate(course.days, 1):
        part = _("Day %(number)s", number=number)
        yield _day(course, day, part)
        for lesson in day.lessons:
            yield _lesson(course, lesson, part)
    for elective in electives_of(course):
        yield _elective(course, elective)
        for lesson in elective.lessons:
            yield _lesson(course, lesson, elective.title.get(language()))
    for period in course.fieldwork.periods:
        yield _period(course, period)


def _day(course: Course, day: Day, part: str) -> CoursePage:
    address = url_for("learning.day", course_id=course.id, day_id=day.id)
    return CoursePage(course, DAY, day.ref, day.title, part, day.body, day.language, address)


def _lesson(course: Course, lesson: Lesson, part: str) -> CoursePage:
    address = url_for("learning.lesson", course_id=course.id, lesson_id=lesson.id)
    shown = lesson.body, lesson.language
    return CoursePage(course, LESSON, lesson.ref, lesson.title, part, *shown, address)


def _elective(course: Course, elective: Elective) -> CoursePage:
    address = url_for("learning.elective", course_id=course.id, elective_id=elective.id)
    title, shown = elective.title.get(language()), (elective.guide.body, elective.guide.language)
    return CoursePage(course, ELECTIVE, elective.ref, title, title, *shown, address)


def _period(course: Course, period: FieldworkPeriod) -> CoursePage:
    address = url_for("learning.period", course_id=course.id, period_id=period.id)
    shown = period.body, period.language
    return CoursePage(course, FIELDWORK, period.ref, period.title, _("Fieldwork"), *shown, address)
