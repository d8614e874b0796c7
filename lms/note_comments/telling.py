"""Who wrote a note hears of comments on it, who commented of answers: some minutes later."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext as _

from lms import clock
from lms.accounts.models import User
from lms.db import db
from lms.experience import queries as notes
from lms.experience.vocabulary import PART_NAMES
from lms.jobs import actions as jobs
from lms.note_comments import queries
from lms.note_comments.models import NoteComment
from lms.notifications import actions as notifications
from lms.notifications.lines import says
from lms.notifications.models import Category

JOB = "note_comments.tell"
COMMENTED, ANSWERED = "note_commented", "note_comment_answered"


@jobs.handles(JOB)
def tell_of(payload: dict[str, Any]) -> None:
    """As they chose for what waits from others; nothing once it is removed."""
    row = db.session.scalars(
        queries.standing().where(NoteComment.id == payload["comment"])
    ).one_or_none()
    if row is None or row.note.current is None:
        return
    about = {"name": row.author.name, "title": row.note.current.title, "part": row.part}
    for person, kind in _listeners(row):
        notifications.tell(
            [person],
            kind,
            category=Category.OTHERS,
            about=about,
            href=row.address,
            at=clock.now(),
        )


def _listeners(row: NoteComment) -> Iterator[tuple[User, str]]:
    """Nobody is told of their own words, or twice of one comment."""
    author, asker = row.note.author, row.answered.author if row.answered else None
    if author.id != row.author_id:
        yield author, COMMENTED
    if asker is not None and asker.id not in {row.author_id, author.id}:
        may_read = notes.note(row.note_id, asker)
        if db.session.scalars(may_read).one_or_none() is not None:
            yield asker, ANSWERED


def untell(row: NoteComment) -> None:
    """It was removed: the mail of the day says nothing of it."""
    for kind in (COMMENTED, ANSWERED):
        notifications.untell(kind, row.address)


@says(COMMENTED)
def commented_in_words(about: Mapping[str, Any]) -> str:
    return _(
        "%(name)s commented on “%(part)s” in your note “%(title)s”",
        name=about["name"],
        part=PART_NAMES[about["part"]],
        title=about["title"],
    )


@says(ANSWERED)
def answered_in_words(about: Mapping[str, Any]) -> str:
    return _(
        "%(name)s answered your comment on the note “%(title)s”",
        name=about["name"],
        title=about["title"],
    )
