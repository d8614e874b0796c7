"""Topics by their tags, and tags by the topics that a reader sees."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.forum.models import Topic
from lms.spaces.models import Space
from lms.spaces.queries import SEEN, blanks_of
from lms.spaces.readers import Reader
from lms.tags.models import Tag, TopicTag


def has_tag(slug: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Of a topic."""
    return exists().where(TopicTag.topic_id == Topic.id, TopicTag.slug == slug)


def topics_with(
    slug: str, reader: Reader, *, before: tuple[datetime, int] | None, most: int
) -> Select[Topic]:
    """In all spaces, with space and author, those with the newest posts first."""
    query = (
        select(Topic)
        .join(Topic.space)
        .options(contains_eager(Topic.space), joinedload(Topic.author))
        .where(_SEEN, has_tag(slug))
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
        .limit(most + 1)
        .params(blanks_of(reader))
    )
    if before is not None:
        query = query.where(tuple_(Topic.bumped_at, Topic.id) < tuple_(*before))
    return query


def counts(reader: Reader) -> tuple[Select[str, str, int], Blanks]:
    """(slug, name, topics) of all tags on topics that the reader sees."""
    return _COUNTS_SEEN, blanks_of(reader)


def counts_in(space: Space) -> tuple[Select[str, str, int], Blanks]:
    """The same of one space, which the reader sees."""
    return _COUNTS_IN, {"space": space.id}


def spaces_with_tags(reader: Reader) -> Select[Space, str]:
    """Each that the reader sees with the tags of its topics, as `labels_of` reads them."""
    line = TopicTag.slug + "=" + func.coalesce(Tag.name, "")
    lines = (
        select(Topic.space_id, line.label("line"))
        .join(TopicTag, TopicTag.topic_id == Topic.id)
        .outerjoin(Tag, Tag.slug == TopicTag.slug)
        .where(Topic.posts > 0)
        .distinct()
        .subquery()
    )
    here = select(func.aggregate_strings(lines.c.line, "\n")).where(lines.c.space_id == Space.id)
    query = select(Space, here.scalar_subquery()).where(SEEN)
    return query.order_by(Space.name, Space.id).params(blanks_of(reader))


def known_to(reader: Reader, person: User) -> Select[str, str]:
    """(slug, name) of what leaders added: on topics that the reader sees, or by themselves."""
    used = (
        select(TopicTag.slug)
        .join(Topic, Topic.id == TopicTag.topic_id)
        .join(Topic.space)
        .where(_SEEN)
        .params(blanks_of(reader))
    )
    return select(Tag.slug, Tag.name).where(
        Tag.into.is_(None), or_(Tag.slug.in_(used), Tag.made_by_id == person.id)
    )


def tag_at(slug: str) -> Select[Tag]:
    return select(Tag).where(Tag.slug == slug)


_SEEN = SEEN & (Topic.posts > 0)
_COUNTS = (
    select(TopicTag.slug, func.coalesce(Tag.name, ""), func.count(Topic.id))
    .outerjoin(Tag, Tag.slug == TopicTag.slug)
    .join(Topic, Topic.id == TopicTag.topic_id)
    .join(Topic.space)
    .group_by(TopicTag.slug, Tag.name)
)
_COUNTS_SEEN = _COUNTS.where(_SEEN)
_COUNTS_IN = _COUNTS.where(Topic.space_id == bindparam("space"), Topic.posts > 0)
