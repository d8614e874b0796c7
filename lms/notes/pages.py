"""The pages of a course that people keep notes on, in the order in which they are read."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _

from lms.catalog.find import electives_of
from lms.content import library
from lms.content.course import Course, Day, FieldworkPeriod, Lesson
from lms.content.elective import Elective
from lms.content.text import Text
from lms.i18n import language
from lms.notes.models import Note

LESSON, DAY, ELECTIVE, FIELDWORK = "lesson", "day", "elective", "fieldwork"

Piece = Day | Lesson | FieldworkPeriod
Key = tuple[str, str]
"""The kind of a page and its ref."""


class CoursePage(NamedTuple):
    """`text` is what can be marked on it; `part` is the day or elective that it belongs to."""

    course: Course
    kind: str
    id: str
    ref: str
    title: str
    part: str
    text: Text
    language: str

    @property
    def key(self) -> Key:
        return self.kind, self.ref

    @property
    def address(self) -> str:
        return f"/courses/{self.course.id}/{_FOLDERS[self.kind]}{self.id}"

    @property
    def name(self) -> str:
        """With what it belongs to, so that it is known anywhere."""
        return self.title if self.part == self.title else f"{self.part} · {self.title}"


_FOLDERS = {LESSON: "", DAY: "days/", ELECTIVE: "electives/", FIELDWORK: "fieldwork/"}


def pages_of(course: Course) -> dict[Key, CoursePage]:
    """By kind and ref, in the order in which they are read, as the reader's language has them."""
    return {page.key: page for page in _pages(course)}


def page_on(course: Course, kind: str, ref: str) -> CoursePage:
    """One of them, without the others."""
    return next(page for page in _pages(course) if page.key == (kind, ref))


def page_of(note: Note) -> CoursePage | None:
    """None should the course no longer have it; the note stands without its page then."""
    course = library().courses.get(note.course_id)
    return pages_of(course.in_language(language())).get(note.key) if course else None


def page_or_404(course: Course, kind: str, page_id: str) -> CoursePage:
    """By the words of an address."""
    found = [page for page in _pages(course) if (page.kind, page.id) == (kind, page_id)]
    return found[0] if found else abort(404)


def _pages(course: Course) -> Iterator[CoursePage]:
    for number, day in enumerate(course.days, 1):
        part = _("Day %(number)s", number=number)
        yield _page(course, DAY, day, part)
        for lesson in day.lessons:
            yield _page(course, LESSON, lesson, part)
    for elective in electives_of(course):
        yield _elective(course, elective)
        for lesson in elective.lessons:
            yield _page(course, LESSON, lesson, elective.title.get(language()))
    for period in course.fieldwork.periods:
        yield _page(course, FIELDWORK, period, _("Fieldwork"))


def _page(course: Course, kind: str, piece: Piece, part: str) -> CoursePage:
    shown = piece.body, piece.language
    return CoursePage(course, kind, piece.id, piece.ref, piece.title, part, *shown)


def _elective(course: Course, elective: Elective) -> CoursePage:
    title, guide = elective.title.get(language()), elective.guide
    shown = guide.body, guide.language
    return CoursePage(course, ELECTIVE, elective.id, elective.ref, title, title, *shown)
