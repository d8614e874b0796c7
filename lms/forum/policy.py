from lms.forum.models import Kind, Post, Topic
from lms.spaces import policy as spaces
from lms.spaces.models import Space
from lms.spaces.readers import Reader


def can_begin(reader: Reader, space: Space, kind: str) -> bool:
    """Whoever writes there begins topics; announcements come from those who lead it."""
    leads = kind != Kind.ANNOUNCEMENT or spaces.can_lead(reader, space)
    return leads and spaces.can_write(reader, space)


def can_reply(reader: Reader, topic: Topic) -> bool:
    return topic.closed_at is None and spaces.can_write(reader, topic.space)


def can_change(reader: Reader, post: Post, topic: Topic) -> bool:
    """Their own, as long as the topic goes on; after half an hour everybody sees what changed."""
    return is_own(reader, post) and post.removed_at is None and can_reply(reader, topic)


def is_own(reader: Reader, post: Post) -> bool:
    return reader.person is not None and post.author_id == reader.person.id


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
