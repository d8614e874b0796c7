"""The comment of an address, for those who read the note it belongs to."""

from typing import NamedTuple

from flask import abort

from lms.db import db
from lms.experience.models import PARTS, ExperienceNote, NoteText
from lms.experience.views.finding import the_note_others_read
from lms.note_comments import queries
from lms.note_comments.models import NoteComment
from lms.note_comments.threads import Thread, threads_of


class Here(NamedTuple):
    """A part of a note, as others read it today."""

    note: ExperienceNote
    text: NoteText
    part: str

    @property
    def words(self) -> str:
        return str(getattr(self.text, self.part))


def the_part(note_id: int, part: str) -> Here:
    note = the_note_others_read(note_id)
    return Here(note, note.current or abort(404), part if part in PARTS else abort(404))


class At(NamedTuple):
    """A comment with its answers, and which of them the address names."""

    here: Here
    thread: Thread
    row: NoteComment


def the_comment(note_id: int, comment_id: int) -> At:
    note = the_note_others_read(note_id)
    found = threads_of(db.session.execute(queries.thread(note, comment_id)))
    thread = found[0] if found else abort(404)
    every = {row.id: row for row in (thread.comment, *thread.answers)}
    row = every.get(comment_id) or abort(404)
    here = Here(note, note.current or abort(404), thread.comment.part)
    return At(here, thread, row)
