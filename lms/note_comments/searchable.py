"""Comments that stand are found by the members who may read their note."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.db import db
from lms.experience.hearing import hears_of_notes
from lms.experience.models import ExperienceNote, NoteText
from lms.experience.searchable import of_members
from lms.experience.vocabulary import PART_NAMES
from lms.i18n import in_language
from lms.jobs import actions as jobs
from lms.note_comments import queries
from lms.note_comments.models import NoteComment
from lms.search import actions
from lms.search.sources import Document, Kind

COMMENT, INDEX = "note_comment", "note_comments.index"
KINDS = MappingProxyType(
    {COMMENT: Kind(_l("Comment on an experience note"), _l("Comments on experience notes"))}
)


class Comments:
    """A removed one is in no index, nor one on a note that was taken back."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = False

    def documents(self) -> Iterator[Document]:
        yield from _documents(db.session.scalars(queries.standing()))

    def my_audiences(self) -> Iterable[str]:
        """Those of the notes, which `lms.experience` knows."""
        return ()

    def my_shelves(self) -> Iterable[str]:
        return ()


def tell_search(row: NoteComment, note: ExperienceNote) -> None:
    """In the transaction of the change; the note with its text and what it grew out of."""
    if row.removed_at is None and note.current is not None:
        actions.keep(_document(row, note, note.current))
    else:
        actions.forget(COMMENT, str(row.id))


@hears_of_notes
def follow_the_note(note: ExperienceNote, text: NoteText | None) -> None:
    """They go from sight with it at once; under its new title the worker puts them."""
    if text is not None:
        jobs.enqueue(INDEX, at=text.saved_at, note=note.id)
    else:
        numbers = db.session.scalars(select(NoteComment.id).where(NoteComment.note_id == note.id))
        actions.keep_anew(COMMENT, [str(number) for number in numbers], ())


@jobs.handles(INDEX)
def index(payload: dict[str, Any]) -> None:
    """All on a note, as long as others read it, and while none of it goes."""
    here = queries.standing().where(NoteComment.note_id == payload["note"])
    held = here.with_for_update(of=(NoteComment, ExperienceNote))
    actions.keep_all(COMMENT, _documents(db.session.scalars(held)))


def _documents(rows: Iterable[NoteComment]) -> Iterator[Document]:
    for row in rows:
        if row.note.current is not None:
            yield _document(row, row.note, row.note.current)


def _document(row: NoteComment, note: ExperienceNote, text: NoteText) -> Document:
    with in_language(row.language):
        place = f"{_('Comment')} · {PART_NAMES[row.part]}"
    return Document(
        kind=COMMENT,
        ref=str(row.id),
        language=row.language,
        title=text.title,
        body=row.shown.striptags(),
        address=row.address,
        audience=of_members(note),
        place=place,
        names=("",),
        heading=text.title,
        author_id=row.author_id,
        written_at=row.at,
    )
