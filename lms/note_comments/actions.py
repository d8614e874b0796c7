"""Say something of a part of a note, answer it, say that it is dealt with, take it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lms.accounts.models import User
from lms.db import db
from lms.experience.models import ExperienceNote
from lms.jobs import actions as jobs
from lms.note_comments import queries
from lms.note_comments.models import NoteComment
from lms.note_comments.searchable import tell_search
from lms.note_comments.telling import JOB, untell

WINDOW, MOST_IN_WINDOW = timedelta(minutes=10), 10
AFTER = timedelta(minutes=5)
"""So long it may be taken back before anybody is told of it."""


class SaidAlreadyError(Exception):
    """The form was sent before, with another text."""


class TooManyError(Exception):
    """One person wrote so much in so short a time that others would not be heard."""


@dataclass(frozen=True)
class Place:
    """Which part, and in which text of the note its writer read it."""

    part: str
    number: int


@dataclass(frozen=True)
class Writing:
    key: UUID
    body: str
    language: str


def comment(
    note: ExperienceNote, place: Place, writing: Writing, *, by: User, at: datetime
) -> NoteComment:
    """Sent twice, it is one. Raises SaidAlreadyError, TooManyError."""
    row = NoteComment(note=note, part=place.part, number=place.number)
    return _sent_before(row, writing, by, at) or _kept(row, writing, by, at)


def answer(to: NoteComment, writing: Writing, *, by: User, at: datetime) -> NoteComment:
    """Below that comment, of the same part and text. Raises as `comment` does."""
    row = NoteComment(note=to.note, part=to.part, number=to.number, answers_id=to.id)
    return _sent_before(row, writing, by, at) or _kept(row, writing, by, at)


def _sent_before(row: NoteComment, writing: Writing, by: User, at: datetime) -> NoteComment | None:
    db.hold(by)
    known, lately = db.session.execute(queries.sent_as(by, writing.key, since=at - WINDOW)).one()
    if known is None and lately >= MOST_IN_WINDOW:
        raise TooManyError
    if known is not None and _said(known) != (row.note.id, row.part, row.answers_id, writing.body):
        raise SaidAlreadyError
    return known


def _said(known: NoteComment) -> tuple[int, str, int | None, str]:
    return known.note_id, known.part, known.answers_id, known.body


def _kept(row: NoteComment, writing: Writing, by: User, at: datetime) -> NoteComment:
    row.key, row.language, row.author_id, row.at = writing.key, writing.language, by.id, at
    row.write(writing.body)
    db.session.add(row)
    db.session.flush()
    tell_search(row, row.note)
    jobs.enqueue_for(at + AFTER, JOB, at=at, comment=row.id)
    return row


def resolve(row: NoteComment, *, at: datetime) -> None:
    row.resolved_at = row.resolved_at or at
    db.session.flush()


def reopen(row: NoteComment) -> None:
    row.resolved_at = None
    db.session.flush()


def remove(row: NoteComment, *, reason: str, by: User, at: datetime) -> None:
    """Its words are nowhere any more; by its writer it is taken back, which needs no reason."""
    db.session.refresh(row, ["removed_at"], with_for_update=True)
    if row.removed_at is None:
        row.removed_at, row.removed_by_id, row.reason = at, by.id, reason
        db.session.flush()
        tell_search(row, row.note)
        untell(row)
