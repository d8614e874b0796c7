"""Whom a post mentions: looked up in its text, and kept in rows."""

from collections.abc import Collection

from sqlalchemy import delete, insert

from lms.accounts.models import User
from lms.db import db
from lms.forum import noting, queries
from lms.forum.models import Post, PostMention
from lms.mentions import finding
from lms.mentions.finding import Meant
from lms.spaces.models import Space


def meant_in(body: str, space: Space, by: User) -> Meant:
    return finding.meant_by(body, space, by, queries.authors_in(space))


def keep(people: Collection[int], post: Post) -> None:
    """In the place of those whom it named before.

    They follow the topic from this post on, unless they said something about it before.
    """
    before = set(db.session.scalars(queries.mentioned_in(post)))
    forget(post, before - set(people))
    new = sorted(set(people) - before)
    if new:
        rows = [{"user_id": number, "post_id": post.id} for number in new]
        db.session.execute(insert(PostMention), rows)
        noting.note_mentioned(new, post.topic_id, post.no)


def forget(post: Post, people: Collection[int]) -> None:
    if people:
        mine = (PostMention.post_id == post.id, PostMention.user_id.in_(people))
        db.session.execute(delete(PostMention).where(*mine))


def forget_all(post: Post) -> None:
    db.session.execute(delete(PostMention).where(PostMention.post_id == post.id))
