"""Notes among what their owner may find, and nobody else."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from lms.accounts.models import User
from lms.accounts.session import me_or_none
from lms.db import db
from lms.i18n import in_language
from lms.notes import queries
from lms.notes.models import Note
from lms.notes.pages import page_of
from lms.search import actions
from lms.search.sources import Document, Kind

NOTE = "note"
KINDS = MappingProxyType({NOTE: Kind(_l("Your note"), _l("Your notes"))})
TITLE_LETTERS = 60


class Notes:
    """What people keep for themselves, each under a key that only its owner holds."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = False

    def documents(self) -> Iterator[Document]:
        for note in db.session.scalars(queries.kept_by_everyone()):
            yield _document(note, note.owner)

    def my_audiences(self) -> Iterable[str]:
        person = me_or_none()
        return [_audience(person)] if person else []

    def my_shelves(self) -> Iterable[str]:
        return ()


def found(note: Note, owner: User) -> None:
    """The search finds the note from now on, as it now is."""
    actions.keep(_document(note, owner))


def forgotten(note: Note) -> None:
    actions.forget(NOTE, str(note.id))


def _document(note: Note, owner: User) -> Document:
    with in_language(owner.language):
        page = page_of(note)
    said = " ".join(f"{note.body or note.quote}".split())
    return Document(
        kind=NOTE,
        ref=str(note.id),
        language=owner.language,
        title=said if len(said) <= TITLE_LETTERS else f"{said[:TITLE_LETTERS].rstrip()}…",
        body=f"{note.body} {note.quote}".strip(),
        address=f"{page.address}#note-{note.id}" if page else f"/my-notes/{note.id}/edit",
        audience=_audience(owner),
        place=page.name if page else "",
    )


def _audience(owner: User) -> str:
    return f"notes:{owner.id}"
