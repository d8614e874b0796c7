from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, String, case, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.forum.beside import POSTS
from lms.forum.models import Post, Topic
from lms.notifications.models import Reminder
from lms.reactions.models import Kind, Reaction
from lms.spaces.queries import READER, seen_by_each

MINE = "mine"
TOLD = "reactions:"


def of(post: Post, person: User, kind: Kind) -> Select[Reaction]:
    return select(Reaction).where(
        Reaction.post_id == post.id, Reaction.user_id == person.id, Reaction.kind == kind.value
    )


def to(post: Post, kind: Kind | None) -> Select[Reaction]:
    """With who said it."""
    query = select(Reaction).options(joinedload(Reaction.user)).where(Reaction.post_id == post.id)
    return query.where(Reaction.kind == kind.value) if kind else query


def to_each(people: Sequence[int], *, since: datetime) -> Select[int, int, int, int]:
    """(author, how many people, newest reaction, its post): what no mail has told them of yet."""
    told = (
        select(func.max(Reminder.sent_at))
        .where(Reminder.user_id == Post.author_id, Reminder.key.startswith(TOLD))
        .correlate(Post)
        .scalar_subquery()
    )
    new = (
        select(
            Post.author_id.label("author"),
            func.count(Reaction.user_id.distinct()).label("people"),
            func.max(Reaction.id).label("newest"),
        )
        .join(Reaction, Reaction.post_id == Post.id)
        .join(Post.topic)
        .join(Topic.space)
        .where(
            Post.author_id.in_(people),
            Post.removed_at.is_(None),
            Reaction.at > since,
            or_(told.is_(None), Reaction.at > told),
            seen_by_each(Post.author_id.expression),
        )
        .group_by(Post.author_id)
        .subquery()
    )
    return select(new.c.author, new.c.people, new.c.newest, Reaction.post_id).join(
        Reaction, Reaction.id == new.c.newest
    )


_COUNTS = (
    select(
        Reaction.post_id,
        Reaction.kind.label("ref"),
        func.count().label("number"),
        case((func.max(case((Reaction.user_id == READER, 1), else_=0)) == 1, MINE), else_="").label(
            "words"
        ),
    )
    .where(Reaction.post_id.in_(POSTS))
    .group_by(Reaction.post_id, Reaction.kind)
)
_NEWEST_TRIED = (
    select(func.max(Reaction.id))
    .where(Reaction.post_id.in_(POSTS), Reaction.kind == Kind.TRIED.value)
    .group_by(Reaction.post_id)
)
_WHENCE = literal("from:", String) + User.language + ":" + User.country
_TRIED = (
    select(Reaction.post_id, _WHENCE.label("ref"), literal(1).label("number"), Reaction.words)
    .join(Reaction.user)
    .where(Reaction.id.in_(_NEWEST_TRIED))
)
"""Whence it comes stands in `ref`, such as `from:fr:SN`: language and country."""
_BOTH = union_all(_COUNTS, _TRIED).subquery()
BESIDE = select(_BOTH.c.post_id, _BOTH.c.ref, _BOTH.c.number, _BOTH.c.words)
"""By kind how many, and whether the reader is one; the newest line of who tried it."""
