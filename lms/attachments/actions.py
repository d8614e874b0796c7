"""Files come with a form, are bound to the post that it becomes, and go with it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, insert, update

from lms.accounts.models import User
from lms.attachments import queries
from lms.attachments.models import Attachment
from lms.db import db
from lms.files import actions as files
from lms.files.actions import Received
from lms.files.upkeep import forgets_at_night
from lms.forum.along import Waited, comes_late
from lms.forum.models import MOST_FILES, Post

_spared: list[Callable[[], ColumnElement[bool]]] = []


class TooManyError(Exception):
    """More than a post can carry."""


class Sent(NamedTuple):
    """A file whose bytes are kept, and what it shows."""

    received: Received
    shows: str


def keep(sent: Sequence[Sent], key: UUID, *, by: User, at: datetime) -> list[Attachment]:
    """Keep files until the form of this key becomes a post; gives all that came with it so far.

    The same file again is the same; what is below a post already is not given back.
    """
    db.hold(by)
    known = db.session.scalars(queries.sent_with(key, by)).all()
    there = {(row.digest, row.name) for row in known}
    new = [one for one in sent if (one.received.kept.digest, one.received.name) not in there]
    _write(new, key, None, by=by, at=at)
    rows = db.session.scalars(queries.sent_with(key, by)) if new else known
    return [row for row in rows if row.post_id is None]


def bind(post: Post, pending_ids: Collection[int], by: User) -> None:
    """Put these below the post; what is there already, or is not theirs, is left as it is.

    Raises TooManyError.
    """
    if len(pending_ids) > MOST_FILES:
        raise TooManyError
    _bind(post, Attachment.id.in_(pending_ids), by.id)


@comes_late
def bind_what_waited(post: Post, waited: Waited) -> bool:
    """All that waited with the text of this post until somebody had looked at it.

    A form that keeps something of its own beside the text takes no files.
    """
    if not waited.kept:
        _bind(post, Attachment.key == post.key, post.author_id)
    return False


def _bind(post: Post, which: ColumnElement[bool], by_id: int) -> None:
    free = and_(which, Attachment.by_id == by_id, Attachment.post_id.is_(None))
    db.session.execute(update(Attachment).where(free).values(post_id=post.id))


def attach(post: Post, sent: Sequence[Sent], *, by: User, at: datetime) -> None:
    """Files that have just come go below the post at once; `by` is held."""
    _write(sent, post.key, post, by=by, at=at)


def _write(sent: Sequence[Sent], key: UUID, post: Post | None, *, by: User, at: datetime) -> None:
    plain = {"by_id": by.id, "key": key, "post_id": post.id if post else None, "at": at}
    rows = {
        (one.received.kept.digest, one.received.name): {
            **files.columns_of(one.received),
            **plain,
            "shows": one.shows,
        }
        for one in sent
    }
    if rows:
        db.session.execute(
            insert(Attachment).execution_options(render_nulls=True), list(rows.values())
        )


def take_out(rows: Iterable[Attachment]) -> None:
    """Their author leaves them out: the bytes go once that is kept, unless others show them."""
    for row in rows:
        db.session.delete(row)
        db.session.flush()
        files.erase_bytes(row.digest)


def still_needed(condition: Callable[[], ColumnElement[bool]]) -> Callable[[], ColumnElement[bool]]:
    """A feature above says which attachments must not be deleted yet, whatever their age."""
    if condition not in _spared:
        _spared.append(condition)
    return condition


@forgets_at_night
def forget_old(at: datetime) -> None:
    """Drop what nobody sent on for a day, and what a removed post can no longer bring back.

    Of its bytes, those that no other row speaks of are swept with all the others.
    """
    old = queries.no_longer_needed(at=at, spared=[condition() for condition in _spared])
    db.session.execute(delete(Attachment).where(Attachment.id.in_(old)))
