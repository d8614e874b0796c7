"""Published notes are found by those who may read them."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.db import db
from lms.experience.models import PARTS, ExperienceNote, NoteText
from lms.i18n import country_name, in_language
from lms.search import actions
from lms.search.sources import EVERYONE, MEMBERS, Document, Kind

EXPERIENCE = "experience"
KINDS = MappingProxyType({EXPERIENCE: Kind(_l("Experience note"), _l("Experience notes"))})


class Experiences:
    """Their current texts; a draft is in no index."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = False

    def documents(self) -> Iterator[Document]:
        standing = (
            select(NoteText)
            .join(ExperienceNote, ExperienceNote.current_id == NoteText.id)
            .where(ExperienceNote.withdrawn_at.is_(None))
        )
        for text in db.session.scalars(standing):
            yield _document(text)

    def my_audiences(self) -> Iterable[str]:
        return ()

    def my_shelves(self) -> Iterable[str]:
        return ()


def found(text: NoteText) -> None:
    """In the transaction of its publishing."""
    actions.keep(_document(text))


def forgotten(note: ExperienceNote) -> None:
    actions.forget(EXPERIENCE, str(note.id))


def _document(text: NoteText) -> Document:
    with in_language(text.language):
        place = f"{_('Experience note')} · {country_name(text.country)}"
    return Document(
        kind=EXPERIENCE,
        ref=str(text.note_id),
        language=text.language,
        title=text.title,
        body="\n\n".join(getattr(text, part) for part in PARTS if getattr(text, part)),
        address=f"/notes/{text.note_id}",
        audience=EVERYONE if text.public else MEMBERS,
        place=place,
    )
