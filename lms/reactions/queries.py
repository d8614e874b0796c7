from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Select, String, case, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.forum.models import Post, Topic
from lms.notifications.models import Reminder
from lms.reactions.models import Kind, Reaction
from lms.spaces.queries import seen_by_each

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


def beside(posts: Iterable[int], person: User | None) -> Select[int, str, int, str]:
    """By kind how many, and whether this person is one; the newest line of who tried it."""
    numbers = list(posts)
    both = union_all(_counts(numbers, person), _newest_tried(numbers)).subquery()
    return select(both.c.post_id, both.c.ref, both.c.number, both.c.words)


def _counts(posts: Sequence[int], person: User | None) -> Select[int, str, int, str]:
    is_mine = case((Reaction.user_id == (person.id if person else 0), 1), else_=0)
    return (
        select(
            Reaction.post_id,
            Reaction.kind.label("ref"),
            func.count().label("number"),
            case((func.max(is_mine) == 1, MINE), else_="").label("words"),
        )
        .where(Reaction.post_id.in_(posts))
        .group_by(Reaction.post_id, Reaction.kind)
    )


def _newest_tried(posts: Sequence[int]) -> Select[int, str, int, str]:
    """Whence it comes stands in `ref`, such as `from:fr:SN`: language and country."""
    newest = (
        select(func.max(Reaction.id))
        .where(Reaction.post_id.in_(posts), Reaction.kind == Kind.TRIED.value)
        .group_by(Reaction.post_id)
    )
    whence = literal("from:", String) + User.language + ":" + User.country
    return (
        select(Reaction.post_id, whence.label("ref"), literal(1).label("number"), Reaction.words)
        .join(Reaction.user)
        .where(Reaction.id.in_(newest))
    )


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
