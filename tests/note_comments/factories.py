"""Comments on experience notes, for tests."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from lms.accounts.models import User
from lms.db import db
from lms.experience import actions as notes
from lms.experience import queries
from lms.experience.models import ExperienceNote
from lms.note_comments import actions
from lms.note_comments.actions import Place, Writing
from lms.note_comments.models import NoteComment
from tests.experience.factories import NOW, WRITTEN

PART = "problem"


def a_comment(
    note: ExperienceNote,
    by: User,
    body: str = "Who held the money?",
    *,
    part: str = PART,
    at: datetime = NOW,
) -> NoteComment:
    read = db.session.scalars(
        queries.note(note.id, by).execution_options(populate_existing=True)
    ).one()
    assert read.current is not None
    place, writing = Place(part, read.current.number), Writing(uuid4(), body, "en")
    row = actions.comment(read, place, writing, by=by, at=at)
    db.session.commit()
    return row


def an_answer(
    to: NoteComment, by: User, body: str = "The oldest of them.", *, at: datetime = NOW
) -> NoteComment:
    row = actions.answer(to, Writing(uuid4(), body, "en"), by=by, at=at)
    db.session.commit()
    return row


def rewritten(note: ExperienceNote, **other: str) -> ExperienceNote:
    """Published anew, with another text in these parts."""
    notes.publish(note, replace(WRITTEN, **other), at=NOW)
    db.session.commit()
    return note


def sent(body: str = "Who held the money?", *, number: int = 1) -> dict[str, str]:
    """As the form of a part is sent; an answer needs no number."""
    return {"key": str(uuid4()), "number": str(number), "body": body, "language": "en"}
