"""Published notes are found by those who may read them."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from lms.accounts.session import me_or_none
from lms.db import db
from lms.experience.models import PARTS, ExperienceNote, NoteOfVisit, NoteText
from lms.i18n import country_name, in_language
from lms.search import actions
from lms.search.sources import EVERYONE, MEMBERS, Document, Kind
from lms.study_visits.audience import visits_told_to
from lms.study_visits.models import Observation

EXPERIENCE = "experience"
KINDS = MappingProxyType({EXPERIENCE: Kind(_l("Experience note"), _l("Experience notes"))})


class Experiences:
    """Their current texts; a draft is in no index."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = False

    def documents(self) -> Iterator[Document]:
        standing = (
            select(NoteText, ExperienceNote.author_id, Observation.visit_id)
            .join(ExperienceNote, ExperienceNote.current_id == NoteText.id)
            .outerjoin(NoteOfVisit, NoteOfVisit.note_id == ExperienceNote.id)
            .outerjoin(NoteOfVisit.observation)
            .where(ExperienceNote.withdrawn_at.is_(None))
        )
        for text, author_id, visit_id in db.session.execute(standing):
            yield _document(text, author_id, visit_id)

    def my_audiences(self) -> Iterable[str]:
        """Of visits that are told to the reader: what the day allows is asked when they search."""
        person = me_or_none()
        for visit_id, _is_public in db.session.execute(visits_told_to(person)):
            yield _audience(visit_id, public=True)
            if person is not None:
                yield _audience(visit_id, public=False)

    def my_shelves(self) -> Iterable[str]:
        return ()


def found(note: ExperienceNote, text: NoteText) -> None:
    """In the transaction of its publishing; the note with what it grew out of."""
    actions.keep(_document(text, note.author_id, _visit_of(note)))


def forgotten(note: ExperienceNote) -> None:
    actions.forget(EXPERIENCE, str(note.id))


def of_members(note: ExperienceNote) -> str:
    """The key of those who read it signed in, for what features above keep of it."""
    return _audience(_visit_of(note), public=False)


def _visit_of(note: ExperienceNote) -> int | None:
    return note.of_visit.observation.visit_id if note.of_visit else None


def _document(text: NoteText, author_id: int, visit_id: int | None) -> Document:
    with in_language(text.language):
        place = f"{_('Experience note')} · {country_name(text.country)}"
    return Document(
        kind=EXPERIENCE,
        ref=str(text.note_id),
        language=text.language,
        title=text.title,
        body="\n\n".join(getattr(text, part) for part in PARTS if getattr(text, part)),
        address=f"/notes/{text.note_id}",
        audience=_audience(visit_id, public=text.public),
        place=place,
        author_id=author_id,
        written_at=text.published_at,
    )


def _audience(visit_id: int | None, *, public: bool) -> str:
    if visit_id is None:
        return EVERYONE if public else MEMBERS
    return f"{'public-visit' if public else 'visit'}:{visit_id}"
