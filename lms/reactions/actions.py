"""Say something of a post, and take it back."""

from datetime import datetime

from sqlalchemy import delete

from lms.accounts.models import User
from lms.db import db
from lms.forum.models import Post
from lms.reactions import queries
from lms.reactions.models import Kind, Reaction


def react(post: Post, kind: Kind, *, words: str = "", by: User, at: datetime) -> Reaction:
    """Said twice, it is said once; of having tried it, the newer words stand."""
    twin = queries.of(post, by, kind)
    new = Reaction(post_id=post.id, user_id=by.id, kind=kind.value, words=words, at=at)
    row = db.session.scalars(twin).one_or_none() or db.keep_once(new, twin)
    row.words = words
    db.session.flush()
    return row


def withdraw(post: Post, kind: Kind, *, by: User) -> None:
    db.session.execute(
        delete(Reaction).where(
            Reaction.post_id == post.id, Reaction.user_id == by.id, Reaction.kind == kind.value
        )
    )
