"""Put tags on a topic, add one, make one of two."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, exists, insert, literal, select, update
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.db import db
from lms.letters import folded, free_key
from lms.tags.models import Tag, TopicTag
from lms.tags.vocabulary import words


def put(topic_id: int, slugs: Iterable[str]) -> None:
    """On a topic that has none."""
    if rows := [{"topic_id": topic_id, "slug": slug} for slug in sorted(slugs)]:
        db.session.execute(insert(TopicTag), rows)


def change(topic_id: int, slugs: Iterable[str]) -> None:
    """These and no others."""
    db.session.execute(delete(TopicTag).where(TopicTag.topic_id == topic_id))
    put(topic_id, slugs)


def add(name: str, *, by: User, at: datetime) -> str:
    """The address of a word that a leader adds; of the one there is, if somebody was first."""
    rows = db.session.scalars(select(Tag)).all()
    twin = next((row for row in rows if folded(row.name) == folded(name)), None)
    if twin is not None:
        return twin.into or twin.slug
    taken = {*(row.slug for row in rows), *(slug for group in words().values() for slug in group)}
    new = Tag(slug=free_key(name, taken), name=name, made_by_id=by.id, created_at=at)
    return db.keep_once(new, select(Tag).where(Tag.slug == new.slug)).slug


def merge(tag: Tag, into: str) -> None:
    """Topics of the one have the other from now on; both addresses lead there."""
    other = aliased(TopicTag)
    has_both = exists().where(other.topic_id == TopicTag.topic_id, other.slug == into)
    rows = select(TopicTag.topic_id, literal(into)).where(TopicTag.slug == tag.slug, ~has_both)
    db.session.execute(insert(TopicTag).from_select(["topic_id", "slug"], rows))
    db.session.execute(delete(TopicTag).where(TopicTag.slug == tag.slug))
    db.session.execute(update(Tag).where(Tag.into == tag.slug).values(into=into))
    tag.into = into
    db.session.flush()
