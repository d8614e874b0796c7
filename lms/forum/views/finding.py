"""The topic or the post that an address names, as the reader may see it."""

from lms.accounts.access import not_here
from lms.db import db
from lms.forum import queries, unread
from lms.forum.models import Post, Topic
from lms.forum.unread import Read
from lms.spaces.readers import Reader


def the_topic(topic_id: int, reader: Reader) -> Topic:
    return db.session.scalars(*queries.topic(topic_id, reader)).one_or_none() or not_here()


def the_topic_as_read(topic_id: int, reader: Reader) -> tuple[Topic, Read | None]:
    return unread.topic_as_read(topic_id, reader) or not_here()


def the_post(post_id: int, reader: Reader) -> Post:
    return db.session.scalars(*queries.post(post_id, reader)).one_or_none() or not_here()
