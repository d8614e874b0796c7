"""Open comments on the page of a note, and what is open on one's own notes above the list."""

from flask import render_template

from lms.accounts.session import me
from lms.db import db
from lms.experience.beside import OnePart, stands_above, stands_beside
from lms.experience.models import ExperienceNote, NoteText
from lms.note_comments import queries
from lms.note_comments.threads import OnPart, by_part

EACH = 3  # beside one part


@stands_beside
def beside_note(note: ExperienceNote, text: NoteText) -> OnePart:
    found = by_part(db.session.execute(queries.beside(note, each=EACH)).all())

    def beside(part: str) -> str:
        said = found.get(part, OnPart([], 0))
        return render_template(
            "note_comments/_beside.html", note=note, text=text, part=part, said=said
        )

    return beside


@stands_above
def open_on_mine() -> str:
    rows = db.session.execute(queries.open_on_notes_of(me())).all()
    return render_template("note_comments/_open.html", rows=rows)
