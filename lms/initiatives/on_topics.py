"""A topic of the forum as the origin of an initiative, and its page, which leads on to both."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, String, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from lms.db import db
from lms.forum import queries
from lms.forum.beside import AT_THE_END, TOPIC, stands_at_the_end
from lms.forum.models import Merger, Post, Topic
from lms.initiatives.models import Initiative
from lms.initiatives.origins import Kind, Origin, can_be_origin
from lms.spaces.queries import IS_MEMBER
from lms.spaces.readers import this_reader

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


_BEGIN = select(
    literal(AT_THE_END), literal(MAY_BEGIN, String), Topic.id.expression, literal("", String)
).where(IS_MEMBER, Topic.id == TOPIC, _stands())
_CAME_HERE = select(Merger.topic_id).where(Merger.into_id == TOPIC)
_BEGUN = select(
    literal(AT_THE_END),
    Initiative.state + " " + Initiative.language,
    Initiative.id,
    Initiative.title,
).where(IS_MEMBER, or_(Initiative.topic_id == TOPIC, Initiative.topic_id.in_(_CAME_HERE)))
_OF_TOPIC = select(*_BEGIN.union_all(_BEGUN).subquery().c)
"""For members: whether one may begin here, and what was begun."""
stands_at_the_end("initiatives/_of_topic.html", _OF_TOPIC)
