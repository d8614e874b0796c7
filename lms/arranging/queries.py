from sqlalchemy import Select, String, and_, cast, func, literal, select
from sqlalchemy.orm import aliased, contains_eager

from lms.arranging.models import Departure
from lms.forum.beside import POSTS, stands_beside
from lms.forum.models import Post, Topic
from lms.spaces.models import Space
from lms.spaces.queries import LED, SEEN, blanks_of
from lms.spaces.readers import Reader


def newest_to_join(topic: Topic, reader: Reader, *, most: int) -> Select[Topic]:
    """Other topics that they lead, with their spaces, those of the same space first."""
    return (
        select(Topic)
        .join(Topic.space)
        .options(contains_eager(Topic.space))
        .where(LED, Topic.id != topic.id, Topic.posts > 0)
        .order_by((Topic.space_id == topic.space_id).desc(), Topic.bumped_at.desc())
        .limit(most)
        .params(blanks_of(reader))
    )


_EARLIER = aliased(Post)
_LAST_BEFORE = select(func.max(_EARLIER.no)).where(
    _EARLIER.topic_id == Departure.from_id,
    _EARLIER.no < Departure.no,
    _EARLIER.removed_at.is_(None),
)
_REF = cast(Topic.id, String) + literal(":") + Topic.language
_GONE_FROM = (
    select(Post.id, _REF, Departure.count, Topic.title)
    .select_from(Departure)
    .join(
        Post,
        and_(Post.topic_id == Departure.from_id, Post.no == _LAST_BEFORE.scalar_subquery()),
    )
    .join(Topic, Topic.id == Departure.to_id)
    .join(Space, Space.id == Topic.space_id)
    .where(Post.id.in_(POSTS), SEEN)
)
"""Below the last post before them: how many left, and for what topic, if the reader sees it.

`ref` is the number of that topic and the language of its title.
"""
stands_beside("arranging/_left.html", _GONE_FROM)
