from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
    type_coerce,
)

from lms.accounts.models import User
from lms.attachments.models import APPEAL, PENDING_FOR, Attachment
from lms.files.room import bytes_of
from lms.forum.beside import POSTS, stands_beside
from lms.forum.held.models import HeldWriting
from lms.forum.models import Post

SEPARATOR = "\n"
"""Stands in no name and in no words: both are one line."""


def of_post(post: Post) -> Select[Attachment]:
    """In the order in which they were sent."""
    return select(Attachment).where(Attachment.post_id == post.id).order_by(Attachment.id)


def one_of(post: Post, number: int) -> Select[Attachment]:
    return of_post(post).where(Attachment.id == number)


def sent_with(key: UUID, by: User) -> Select[Attachment]:
    mine = select(Attachment).where(Attachment.by_id == by.id, Attachment.key == key)
    return mine.order_by(Attachment.id)


def waiting(author: User, key: UUID) -> Select[Attachment]:
    """What is below no post yet."""
    return sent_with(key, author).where(Attachment.post_id.is_(None))


def in_hand(
    ids: Collection[int], key: UUID, by: User, post: Post | None
) -> Select[int, Attachment | None]:
    """(bytes of all files of this person; one of theirs), with one row at least.

    The files are those that a form names or brought before, and those below the post that is
    changed.
    """
    own = (Attachment.by_id == by.id) & Attachment.post_id.is_(None)
    sent = own & or_(Attachment.id.in_(ids), Attachment.key == key)
    there = or_(sent, Attachment.post_id == post.id) if post else sent
    return (
        select(bytes_of(by), Attachment)
        .select_from(User)
        .outerjoin(Attachment, there)
        .where(User.id == by.id)
        .order_by(Attachment.id)
    )


def no_longer_needed(*, at: datetime, spared: Iterable[ColumnElement[bool]]) -> Select[int]:
    """The ids of what nobody sent on, and of what was removed long ago."""
    waits = exists().where(
        HeldWriting.author_id == Attachment.by_id,
        HeldWriting.key == Attachment.key,
        HeldWriting.post_id.is_(None),
    )
    left = and_(Attachment.post_id.is_(None), Attachment.at < at - PENDING_FOR, ~waits)
    removed = select(Post.id).where(Post.removed_at < at - APPEAL)
    return select(Attachment.id).where(
        or_(left, Attachment.post_id.in_(removed)), *(~condition for condition in spared)
    )


_WIDTH, _HEIGHT = func.coalesce(Attachment.width, 0), func.coalesce(Attachment.height, 0)
_REF = cast(Attachment.id, String) + " " + cast(_WIDTH, String) + " " + cast(_HEIGHT, String)
_BELOW_POSTS = select(
    type_coerce(Attachment.post_id, Integer),
    _REF,
    Attachment.size,
    Attachment.name + SEPARATOR + Attachment.shows,
).where(Attachment.post_id.in_(POSTS))
"""(post, `id width height`, bytes, name and words); `views.files_below` takes it apart."""
stands_beside("attachments/_beside.html", _BELOW_POSTS, near=True)
