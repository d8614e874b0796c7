from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.forum.models import Post, Topic
from lms.spaces.queries import SEEN, blanks_of
from lms.spaces.readers import Reader


def newest(reader: Reader, *narrowed: ColumnElement[bool], most: int) -> Select[Post]:
    """Posts that stand, as far as this reader sees them, with author and topic."""
    return (
        select(Post)
        .join(Post.topic)
        .join(Topic.space)
        .options(contains_eager(Post.topic).contains_eager(Topic.space), joinedload(Post.author))
        .where(SEEN, Post.removed_at.is_(None), *narrowed)
        .order_by(Post.id.desc())
        .limit(most)
        .params(blanks_of(reader))
    )
