"""The pages of a course that people keep notes on, in the order in which they are read."""

from collections.abc import Iterator
from typing import NamedTuple

from flask import abort
from flask_babel import gettext as _

from lms.catalog.find import electives_of
from lms.content import library
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.content.elective import Elective
from lms.content.field_period import FieldworkPeriod
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
    return {page.key: page for page in (_page(course, place) for place in _places(course))}


def page_on(course: Course, kind: str, ref: str) -> CoursePage:
    """One of them, without the others."""
    return next(_kept(course, kind, ref))


def page_if_there(course: Course, kind: str, ref: str) -> CoursePage | None:
    """As its address was kept once; the course may have lost it since."""
    return next(_kept(course, kind, ref), None)


def page_of(note: Note) -> CoursePage | None:
    """None should the course no longer have it; the note stands without its page then."""
    course = library().courses.get(note.course_id)
    return page_if_there(course.in_language(language()), *note.key) if course else None


def page_or_404(course: Course, kind: str, page_id: str) -> CoursePage:
    """By the words of an address."""
    places = _places(course)
    found = [place for place in places if (place.kind, place.piece.id) == (kind, page_id)]
    return _page(course, found[0]) if found else abort(404)


def _kept(course: Course, kind: str, ref: str) -> Iterator[CoursePage]:
    for place in _places(course):
        if place.kind == kind and place.piece.ref == ref:
            yield _page(course, place)


class _Place(NamedTuple):
    """`unit` is the number of the day or the elective that it belongs to."""

    kind: str
    piece: Piece | Elective
    unit: int | Elective | None = None


def _places(course: Course) -> Iterator[_Place]:
    """A course has eighty pages, and mostly one is asked for: it alone is put together."""
    for number, day in enumerate(course.days, 1):
        yield _Place(DAY, day, number)
        yield from (_Place(LESSON, lesson, number) for lesson in day.lessons)
    for elective in electives_of(course):
        yield _Place(ELECTIVE, elective, elective)
        yield from (_Place(LESSON, lesson, elective) for lesson in elective.lessons)
    yield from (_Place(FIELDWORK, period) for period in course.fieldwork.periods)


def _page(course: Course, place: _Place) -> CoursePage:
    kind, piece, unit = place
    if isinstance(piece, Elective):
        title, shown = piece.title.get(language()), (piece.guide.body, piece.guide.language)
    else:
        title, shown = piece.title, (piece.body, piece.language)
    return CoursePage(course, kind, piece.id, piece.ref, title, _part(unit), *shown)


def _part(unit: int | Elective | None) -> str:
    if unit is None:
        return _("Fieldwork")
    if isinstance(unit, int):
        return _("Day %(number)s", number=unit)
    return unit.title.get(language())
