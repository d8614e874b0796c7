"""All notes of one person, by course and page: to read, to print, to take along."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from math import ceil
from typing import NamedTuple, Protocol
from uuid import UUID

from flask import abort
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.content import library
from lms.db import db
from lms.i18n import language, show_date
from lms.notes import queries
from lms.notes.actions import REMOVED_FOR_GOOD
from lms.notes.models import Note
from lms.notes.pages import CoursePage, Key, pages_of

A_PAGE = 25
MOST_REMOVED = 20


class OnPage(NamedTuple):
    """The notes on one page of a course; `page` is None should the course no longer have it."""

    page: CoursePage | None
    notes: list[Note]


class OfCourse(NamedTuple):
    title: str
    pages: list[OnPage]


class Listed(NamedTuple):
    """One page of the list."""

    courses: list[OfCourse]
    number: int
    pages: int
    total: int
    removed: list[Note]


def my_notes(owner: User, *, number: int, at: datetime) -> Listed:
    """Three statements, however many there are."""
    order = _Order()
    places = sorted(db.session.execute(queries.places_of(owner)), key=order.of)
    pages = max(ceil(len(places) / A_PAGE), 1)
    if number > pages:
        abort(404)
    wanted = [row.id for row in places[(number - 1) * A_PAGE : number * A_PAGE]]
    rows = db.session.scalars(queries.notes_of(owner).where(Note.id.in_(wanted))).all()
    removed = queries.removed_since(owner, at - REMOVED_FOR_GOOD).limit(MOST_REMOVED)
    return Listed(
        courses=list(order.grouped(rows)),
        number=number,
        pages=pages,
        total=len(places),
        removed=list(db.session.scalars(removed)),
    )


def exported(owner: User) -> str:
    """All of them as Markdown, in the reader's language."""
    order = _Order()
    kept = queries.notes_of(owner).where(Note.removed_at.is_(None))
    return "\n".join(_markdown(order.grouped(db.session.scalars(kept))))


class _Placed(Protocol):
    """A note, or the row that says where it is."""

    @property
    def id(self) -> UUID: ...
    @property
    def course_id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def ref(self) -> str: ...
    @property
    def created_at(self) -> datetime: ...


class _Order:
    """Where the pages of courses stand; each course is read once."""

    def __init__(self) -> None:
        courses = library().courses.values()
        self.courses = {course.id: course.in_language(language()) for course in courses}
        self.pages: dict[str, dict[Key, CoursePage]] = {}
        self.places: dict[str, dict[Key, int]] = {}

    def of(self, note: _Placed) -> tuple[int, str, int, datetime, str]:
        """By course, page and time; what a course no longer has comes last."""
        known = self._places(note.course_id)
        course = list(self.courses).index(note.course_id) if known else len(self.courses)
        place = known.get((note.kind, note.ref), len(known))
        return course, note.course_id, place, note.created_at, str(note.id)

    def grouped(self, notes: Iterable[Note]) -> Iterator[OfCourse]:
        ordered = sorted(notes, key=self.of)
        for course_id, of_course in groupby(ordered, lambda note: note.course_id):
            course = self.courses.get(course_id)
            title = course.title.get(language()) if course else course_id
            pages = groupby(of_course, lambda note: note.key)
            of_pages = [OnPage(self.pages[course_id].get(key), list(rows)) for key, rows in pages]
            yield OfCourse(title, of_pages)

    def _places(self, course_id: str) -> dict[Key, int]:
        if course_id not in self.places:
            course = self.courses.get(course_id)
            self.pages[course_id] = pages_of(course) if course else {}
            self.places[course_id] = {key: n for n, key in enumerate(self.pages[course_id])}
        return self.places[course_id]


def _markdown(courses: Iterable[OfCourse]) -> Iterator[str]:
    yield f"# {_('My notes')}"
    for course in courses:
        yield f"\n## {course.title}"
        for page, notes in course.pages:
            yield f"\n### {page.name if page else notes[0].ref}"
            for note in notes:
                yield ""
                yield from (f"> {line}" for line in note.quote.splitlines())
                if note.quote and note.body:
                    yield ""
                yield from note.body.splitlines()
                yield f"\n*{show_date(note.created_at)}*"
    yield ""
