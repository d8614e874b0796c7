"""Write a note, publish it, take it back; say what became of it elsewhere."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import NoResultFound

from lms.accounts.models import User
from lms.db import db
from lms.experience import hearing, queries
from lms.experience.models import NEEDED, ExperienceNote, NoteOfVisit, NoteReuse, NoteText, Use
from lms.experience.searchable import forgotten, found
from lms.study_visits.models import Observation


class KeyTakenError(Exception):
    """What was sent carries the key of somebody else."""


class NotReadyError(Exception):
    """A part that matters is empty, or those who are named were not asked."""


@dataclass(frozen=True)
class Written:
    """What a note says and what it belongs to; any of it may be empty in a draft."""

    title: str = ""
    context: str = ""
    problem: str = ""
    action: str = ""
    result: str = ""
    cost: str = ""
    lesson: str = ""
    transfer: str = ""
    project_id: int | None = None
    programme_id: int | None = None
    step: str = ""
    factor: str = ""
    country: str = ""
    language: str = "en"
    public: bool = False
    consent: bool = False

    @property
    def ready(self) -> bool:
        return all(getattr(self, name) for name in (*NEEDED, "country")) and self.consent


def begin(
    key: UUID,
    *,
    by: User,
    at: datetime,
    entry_id: UUID | None = None,
    observation: Observation | None = None,
) -> ExperienceNote:
    """A note without a text yet. Sent twice, it is one."""
    row = ExperienceNote(key=key, author_id=by.id, entry_id=entry_id, created_at=at)
    row.of_visit = NoteOfVisit(observation=observation) if observation else None
    return db.keep_once(row, queries.sent_before(key, by))


def write(note: ExperienceNote, written: Written, *, at: datetime) -> NoteText:
    """Into the draft; a published text stays, and what is written after it is a new draft."""
    text = _put(note, written, at)
    db.session.flush()
    return text


def publish(note: ExperienceNote, written: Written, *, at: datetime) -> NoteText:
    """From now on others read this text. Raises NotReadyError."""
    if not written.ready:
        raise NotReadyError
    text = _put(note, written, at)
    text.published_at = text.published_at or at
    db.session.flush()
    note.current_id, note.withdrawn_at = text.id, None
    db.session.flush()
    found(note, text)
    hearing.tell(note, text)
    return text


def _put(note: ExperienceNote, written: Written, at: datetime) -> NoteText:
    db.hold(note)
    text = db.session.scalars(queries.newest_text(note)).one_or_none()
    if text is None or text.published_at is not None:
        if text is not None and _said(text) == asdict(written):
            return text
        text = NoteText(note_id=note.id, number=text.number + 1 if text else 1)
        db.session.add(text)
    for name, value in asdict(written).items():
        setattr(text, name, value)
    text.saved_at = at
    return text


def withdraw(note: ExperienceNote, *, at: datetime) -> None:
    """Nobody but its author reads it any more, until it is published again."""
    note.withdrawn_at = note.withdrawn_at or at
    db.session.flush()
    forgotten(note)
    hearing.tell(note, None)


@dataclass(frozen=True)
class Word:
    """What a project says of a note."""

    project_id: int
    state: Use
    what_changed: str
    since: date


def say(key: UUID, note: ExperienceNote, word: Word, *, by: User, at: datetime) -> NoteReuse:
    """One more line; those before it stay. Sent twice, it is one. Raises KeyTakenError."""
    row = NoteReuse(key=key, note_id=note.id, by_id=by.id, at=at, **asdict(word))
    try:
        return db.keep_once(row, queries.line(key, by))
    except NoResultFound as error:
        raise KeyTakenError from error


def _said(text: NoteText) -> dict[str, object]:
    return {name: getattr(text, name) for name in Written.__dataclass_fields__}
