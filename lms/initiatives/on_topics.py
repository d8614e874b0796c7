"""A topic of the forum as the origin of an initiative, and its page, which leads on to both."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, String, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from lms.db import db
from lms.forum import queries
from lms.forum.beside import AT_THE_END, stands_at_the_end
from lms.forum.models import Merger, Post, Topic
from lms.initiatives.models import Initiative
from lms.initiatives.origins import Kind, Origin, can_be_origin
from lms.spaces.readers import Reader, this_reader

MAY_BEGIN = ""
"""The `ref` of the one fact that is no initiative; else it is `state language`."""


def _find(number: int) -> Origin | None:
    found, blanks = queries.topic(number, this_reader())
    row = db.session.scalars(found.where(_stands()), blanks).one_or_none()
    return Origin(row.title, f"/topics/{row.id}", row.language) if row else None


can_be_origin("topic", Kind("topic_id", _l("a topic of the forum that you cannot read"), _find))


def _stands() -> ColumnElement[bool]:
    """As long as its first post was not removed: with it goes what the title names."""
    first, other = aliased(Post), aliased(Post)
    lowest = select(func.min(other.no)).where(other.topic_id == Topic.id).correlate(Topic)
    return exists().where(
        first.topic_id == Topic.id,
        first.no == lowest.scalar_subquery(),
        first.removed_at.is_(None),
    )


@stands_at_the_end("initiatives/_of_topic.html")
def of_topic(topic_id: int, reader: Reader) -> Select[int, str, int, str] | None:
    """For members: whether one may begin here, and what was begun."""
    if reader.person is None:
        return None
    begin = select(
        literal(AT_THE_END), literal(MAY_BEGIN, String), Topic.id.expression, literal("", String)
    ).where(Topic.id == topic_id, _stands())
    came_here = select(Merger.topic_id).where(Merger.into_id == topic_id)
    begun = select(
        literal(AT_THE_END),
        Initiative.state + " " + Initiative.language,
        Initiative.id,
        Initiative.title,
    ).where(or_(Initiative.topic_id == topic_id, Initiative.topic_id.in_(came_here)))
    return select(*begin.union_all(begun).subquery().c)
