"""Keep a note, remove it, bring it back. Each says what two devices did, and loses neither."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from lms.accounts.models import User
from lms.db import db
from lms.notes import queries, searchable
from lms.notes.models import Note

REMOVED_FOR_GOOD = timedelta(days=30)
MOST_LETTERS, LONGEST_QUOTE, CONTEXT = 4000, 2000, 64


@dataclass(frozen=True)
class Writing:
    """What a note says and where it stands, as `lms.notes.models.Note` explains."""

    course_id: str
    kind: str
    ref: str
    language: str
    body: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.body or self.quote)


class StaleNoteError(Exception):
    """The note was changed or removed elsewhere since; `current` is what stands now."""

    def __init__(self, current: Note) -> None:
        super().__init__("the note was changed elsewhere")
        self.current = current


class NotThisNoteError(Exception):
    """The id belongs to another person's note."""


def keep(note_id: UUID, writing: Writing, *, owner: User, base: int | None, at: datetime) -> Note:
    """The note as it now stands: new, changed, or as it was when the same is sent again.

    `base` is the version that the writer saw, None for a new note. Raises StaleNoteError when
    another device has changed the note since, NotThisNoteError when the id is somebody else's.
    """
    new = Note(id=note_id, owner=owner, created_at=at, changed_at=at, version=1, **asdict(writing))
    known = _held(note_id) or db.keep_once(new, queries.with_id(note_id))
    if known.owner_id != owner.id:
        raise NotThisNoteError
    if known is not new and written(known) == writing:
        return known
    if known is not new:
        _change(known, writing, base=base, at=at)
    searchable.found(known, owner)
    return known


def _change(note: Note, writing: Writing, *, base: int | None, at: datetime) -> None:
    if note.version != base or note.removed_at is not None:
        raise StaleNoteError(note)
    for column, value in asdict(writing).items():
        setattr(note, column, value)
    note.version, note.changed_at = note.version + 1, at
    db.session.flush()


def written(note: Note) -> Writing:
    """What a kept note says."""
    return Writing(**{name: getattr(note, name) for name in Writing.__dataclass_fields__})


def with_body(note: Note, body: str) -> Writing:
    """The same passage with other words."""
    return replace(written(note), body=body)


def remove(note: Note, *, owner: User, at: datetime) -> None:
    """Take it off every page; for 30 days its owner can bring it back."""
    if note.removed_at is None:
        note.removed_at, note.version = at, note.version + 1
        db.session.flush()
        searchable.forgotten(note)
    db.session.execute(queries.removed_before(owner, at - REMOVED_FOR_GOOD))


def bring_back(note: Note, *, owner: User) -> None:
    if note.removed_at is not None:
        note.removed_at, note.version = None, note.version + 1
        db.session.flush()
        searchable.found(note, owner)


def _held(note_id: UUID) -> Note | None:
    """The row, locked: a change on another device waits, and then sees this one."""
    return db.session.scalars(queries.with_id(note_id).with_for_update()).one_or_none()
