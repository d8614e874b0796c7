from datetime import datetime
from uuid import UUID

from sqlalchemy import Delete, Integer, Select, String, bindparam, delete, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.notes.models import Note


def with_id(note_id: UUID) -> Select[Note]:
    """Whoever owns it, to tell whether the id is taken."""
    return select(Note).where(Note.id == note_id)


def notes_of(owner: User) -> Select[Note]:
    """All of one person's, removed ones too; the only door to notes for a page."""
    return select(Note).where(Note.owner_id == owner.id)


def on_page(owner: User, kind: str, ref: str) -> tuple[Select[Note], Blanks]:
    """One person's on one page in the order of writing, removed ones too."""
    return _ON_PAGE, {"owner": owner.id, "kind": kind, "ref": ref}


def places_of(owner: User) -> Select[UUID, str, str, str, datetime]:
    """Which notes a person keeps and on which pages, to put them into the courses' order."""
    return select(Note.id, Note.course_id, Note.kind, Note.ref, Note.created_at).where(
        Note.owner_id == owner.id, Note.removed_at.is_(None)
    )


def removed_since(owner: User, moment: datetime) -> Select[Note]:
    """What a person may still bring back, the latest first."""
    return notes_of(owner).where(Note.removed_at > moment).order_by(Note.removed_at.desc(), Note.id)


def kept_by_everyone() -> Select[Note]:
    """With their owners, for the search's rebuilding."""
    return select(Note).where(Note.removed_at.is_(None)).options(joinedload(Note.owner))


def removed_before(owner: User, moment: datetime) -> Delete:
    return delete(Note).where(Note.owner_id == owner.id, Note.removed_at < moment)


# Asked by every lesson and class day (docs/decisions/007).
_ON_PAGE = (
    select(Note)
    .where(
        Note.owner_id == bindparam("owner", type_=Integer),
        Note.kind == bindparam("kind", type_=String),
        Note.ref == bindparam("ref", type_=String),
    )
    .order_by(Note.created_at, Note.id)
)
