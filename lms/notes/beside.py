"""A page of a course as its reader has it: with their passages marked and their notes beside it."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import count, islice
from typing import NamedTuple
from uuid import UUID, uuid5

from flask_babel import gettext as _
from markupsafe import Markup

from lms.accounts.session import me, this_sign_in
from lms.content.course import Course
from lms.db import db
from lms.notes import queries
from lms.notes.anchoring import Passage, Placed, find, marked
from lms.notes.forms import NoteForm
from lms.notes.models import Note
from lms.notes.pages import CoursePage, page_on

NAMESPACE = UUID("7a0f6f0e-55c4-4c55-8d39-3c8f5b4f9d11")
UNDO = timedelta(minutes=15)
"""How long a removed note leaves its place on the page, with a way to bring it back."""


class Standing(StrEnum):
    MARKED = "marked"
    WHOLE = "on the whole page"
    CHANGED = "the text has changed"
    ELSEWHERE = "in another language"


class Shown(NamedTuple):
    note: Note
    number: int
    standing: Standing


class Beside(NamedTuple):
    """`html` is the text with its marks; `ids` are for the two notes that the page can send."""

    page: CoursePage
    html: Markup
    notes: list[Shown]
    removed: list[Note]
    form: NoteForm
    ids: tuple[UUID, UUID]


def beside(course: Course, kind: str, ref: str, *, at: datetime) -> Beside:
    """What the reader keeps on one page: one statement."""
    page = page_on(course, kind, ref)
    rows = db.session.scalars(*queries.on_page(me(), kind, ref)).all()
    standing = [row for row in rows if row.removed_at is None]
    found = {row.id: place for row in standing if (place := _place(page, row)) is not None}
    standing.sort(key=lambda row: found.get(row.id, (AT_THE_END, 0)))
    notes = [
        Shown(row, number, _standing(page, row, found)) for number, row in enumerate(standing, 1)
    ]
    return Beside(
        page=page,
        html=marked(str(page.text.html), _placed(notes, found)),
        notes=notes,
        removed=[row for row in rows if row.removed_at and row.removed_at > at - UNDO],
        form=NoteForm(page=page),
        ids=_next_ids(page, {row.id for row in rows}),
    )


AT_THE_END = 10**9


def _place(page: CoursePage, note: Note) -> tuple[int, int] | None:
    if not note.quote or note.language != page.language:
        return None
    return find(str(page.text.html), Passage(note.quote, note.before, note.after))


def _standing(page: CoursePage, note: Note, found: dict[UUID, tuple[int, int]]) -> Standing:
    if not note.quote:
        return Standing.WHOLE
    if note.id in found:
        return Standing.MARKED
    return Standing.CHANGED if note.language == page.language else Standing.ELSEWHERE


def _placed(notes: Iterable[Shown], found: dict[UUID, tuple[int, int]]) -> Iterator[Placed]:
    for note, number, _standing_of_it in notes:
        if note.id in found:
            label = _("Your note %(number)s", number=number)
            yield Placed(*found[note.id], _LINK.format(id=note.id, number=number, label=label))


_LINK = Markup(
    '<a class="note-way" id="passage-{id}" href="#note-{id}" data-number="{number}"'
    ' aria-label="{label}"></a>'
)


def _next_ids(page: CoursePage, known: set[UUID]) -> tuple[UUID, UUID]:
    """The ids of the notes to come: the same until they are kept, and others on another device."""
    sign_in = this_sign_in()
    seed = f"{me().id}/{sign_in.id if sign_in else 0}/{page.kind}/{page.ref}"
    free = (one for n in count() if (one := uuid5(NAMESPACE, f"{seed}/{n}")) not in known)
    first, second = islice(free, 2)
    return first, second
