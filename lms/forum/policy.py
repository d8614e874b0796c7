from datetime import datetime, timedelta

from lms.forum.models import Kind, Post, Topic
from lms.spaces import policy as spaces
from lms.spaces.models import Space
from lms.spaces.readers import Reader

CHANGE_WITHIN = timedelta(minutes=30)


def can_begin(reader: Reader, space: Space, kind: str) -> bool:
    """Whoever writes there begins topics; announcements come from those who lead it."""
    leads = kind != Kind.ANNOUNCEMENT or spaces.can_lead(reader, space)
    return leads and spaces.can_write(reader, space)


def can_reply(reader: Reader, topic: Topic) -> bool:
    return topic.closed_at is None and spaces.can_write(reader, topic.space)


def can_change(reader: Reader, post: Post, *, at: datetime) -> bool:
    """Their own, for half an hour: those who have read it by then answer what they read."""
    own = reader.person is not None and post.author_id == reader.person.id
    return own and post.removed_at is None and at - post.created_at <= CHANGE_WITHIN


def can_remove(reader: Reader, post: Post, space: Space) -> bool:
    """Authors take back their own; who leads the space removes what should not stand there."""
    if post.removed_at is not None or reader.person is None:
        return False
    return post.author_id == reader.person.id or spaces.can_lead(reader, space)


def can_resolve(reader: Reader, topic: Topic) -> bool:
    """Who asked, or who leads the space: says that a question is answered, and by which post."""
    asked = reader.person is not None and topic.author_id == reader.person.id
    return topic.kind == Kind.QUESTION and (asked or spaces.can_lead(reader, topic.space))


def can_tag(reader: Reader, topic: Topic) -> bool:
    """Who began it, or who leads the space."""
    began = reader.person is not None and topic.author_id == reader.person.id
    return began or spaces.can_lead(reader, topic.space)
