from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from lms.accounts.models import User
from lms.db import db
from lms.notes import actions
from lms.notes.actions import Writing
from lms.notes.models import Note

FACTS = {"course_id": "cluster-broker", "kind": "lesson", "ref": "cluster-broker/a1-1"}


def a_writing(**said: Any) -> Writing:
    """On a lesson of the first day."""
    return Writing(**({"language": "en", "body": "Ask Amina about her loom."} | FACTS | said))


def a_note(owner: User, *, note_id: UUID | None = None, **said: Any) -> Note:
    writing, at = a_writing(**said), datetime.now(UTC)
    note = actions.keep(note_id or uuid4(), writing, owner=owner, base=None, at=at)
    db.session.commit()
    return note
