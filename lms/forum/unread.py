"""What a person has not read: one condition, from which every list and every number is made."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.db import db
from lms.forum.models import Post, ReadingGap, Topic, TopicReader
from lms.forum.reading import Span, State
from lms.spaces.models import Space
from lms.spaces.queries import seen_by, seen_by_each
from lms.spaces.readers import Reader

Cursor = tuple[datetime, int]


def is_unread(who: int | ColumnElement[int]) -> ColumnElement[bool]:
    """Of a post, beside its reader's row: by somebody else, not removed, and not shown to them."""
    gap = exists().where(
        ReadingGap.user_id == who,
        ReadingGap.topic_id == Post.topic_id,
        Post.no.between(ReadingGap.first, ReadingGap.last),
    )
    return and_(
        Post.author_id != who,
        Post.removed_at.is_(None),
        or_(Post.no > TopicReader.last_read, gap),
    )


def followed(reader: Reader, person: User) -> Select[Topic, int, int]:
    """(topic, unread posts, number of the first) of topics they have opened that go on."""
    unread = (
        select(Post)
        .where(Post.topic_id == Topic.id, is_unread(person.id))
        .correlate(Topic, TopicReader)
    )
    count = unread.with_only_columns(func.count()).scalar_subquery()
    first = unread.with_only_columns(func.min(Post.no)).scalar_subquery()
    return (
        select(Topic, count, first)
        .join(TopicReader, and_(TopicReader.topic_id == Topic.id, TopicReader.user_id == person.id))
        .join(Topic.space)
        .options(contains_eager(Topic.space), joinedload(Topic.author))
        .where(seen_by(reader), count > 0)
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
    )


def never_opened(reader: Reader, person: User) -> Select[Topic]:
    """Topics begun by others since they have an account, which they have not looked into."""
    opened = exists().where(TopicReader.topic_id == Topic.id, TopicReader.user_id == person.id)
    return (
        select(Topic)
        .join(Topic.space)
        .options(contains_eager(Topic.space), joinedload(Topic.author))
        .where(
            seen_by(reader),
            ~opened,
            Topic.author_id != person.id,
            Topic.created_at >= person.created_at,
        )
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
    )


def waiting_topics(reader: Reader, person: User, until: datetime) -> Select[int]:
    """Ids of what is unread or was never opened, as far as it was there at that moment."""
    mine = and_(TopicReader.topic_id == Topic.id, TopicReader.user_id == person.id)
    unread = (
        exists()
        .where(Post.topic_id == Topic.id, is_unread(person.id))
        .correlate(Topic, TopicReader)
    )
    new = and_(Topic.author_id != person.id, Topic.created_at >= person.created_at)
    return (
        select(Topic.id)
        .join(Topic.space)
        .outerjoin(TopicReader, mine)
        .where(
            seen_by(reader),
            Topic.bumped_at <= until,
            case((TopicReader.user_id.is_(None), new), else_=unread),
        )
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
    )


def count_waiting(reader: Reader, person: User, until: datetime) -> int:
    topics = waiting_topics(reader, person, until).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(topics)) or 0


def answers_to(reader: Reader, person: User) -> Select[Post]:
    """Unread posts that answer one of theirs, the newest first."""
    mine = aliased(Post)
    return (
        select(Post)
        .join(mine, Post.reply_to_id == mine.id)
        .join(Post.topic)
        .join(Topic.space)
        .join(TopicReader, and_(TopicReader.topic_id == Topic.id, TopicReader.user_id == person.id))
        .options(contains_eager(Post.topic).contains_eager(Topic.space), joinedload(Post.author))
        .where(mine.author_id == person.id, is_unread(person.id), seen_by(reader))
        .order_by(Post.id.desc())
    )


def answers_to_each(people: Collection[int]) -> Select[int, int, int]:
    """(person, unread answers to them that they may read now, the newest) of whoever has some."""
    mine = aliased(Post)
    who = mine.author_id.expression
    return (
        select(who, func.count(), func.max(Post.id))
        .select_from(Post)
        .join(mine, Post.reply_to_id == mine.id)
        .join(Post.topic)
        .join(Topic.space)
        .join(TopicReader, and_(TopicReader.topic_id == Topic.id, TopicReader.user_id == who))
        .where(who.in_(people), is_unread(who), seen_by_each(who))
        .group_by(who)
    )


def page_of(
    query: Select[Topic, int, int], before: Cursor | None, most: int
) -> Select[Topic, int, int]:
    if before is not None:
        query = query.where(tuple_(Topic.bumped_at, Topic.id) < tuple_(*before))
    return query.limit(most + 1)


def state_of(person: User, topic_id: int, *, hold: bool = False) -> State | None:
    """How far they have read in one topic; None where they have never opened it."""
    same = and_(
        ReadingGap.user_id == TopicReader.user_id, ReadingGap.topic_id == TopicReader.topic_id
    )
    query = (
        select(TopicReader.last_read, ReadingGap.first, ReadingGap.last)
        .outerjoin(ReadingGap, same)
        .where(TopicReader.user_id == person.id, TopicReader.topic_id == topic_id)
        .order_by(ReadingGap.first)
    )
    rows = db.session.execute(query.with_for_update(of=TopicReader) if hold else query).all()
    gaps = tuple(Span(row[1], row[2]) for row in rows if row[1] is not None)
    return State(rows[0][0], gaps) if rows else None


def in_space(person: User, space: Space) -> Select[int, int, int]:
    """(topic, unread posts, number of the first) of topics they have opened in one space."""
    return (
        _posts(person)
        .with_only_columns(Post.topic_id, func.count(), func.min(Post.no))
        .join(Topic, Topic.id == Post.topic_id)
        .where(Topic.space_id == space.id)
        .group_by(Post.topic_id)
    )


def by_space(reader: Reader, person: User) -> Select[int, int]:
    """(space, unread posts) of all they see."""
    return (
        _posts(person)
        .with_only_columns(Topic.space_id, func.count())
        .join(Topic, Topic.id == Post.topic_id)
        .join(Topic.space)
        .where(seen_by(reader))
        .group_by(Topic.space_id)
    )


def _posts(person: User) -> Select[Post]:
    """All unread posts of topics that they have opened."""
    return (
        select(Post)
        .join(
            TopicReader,
            and_(TopicReader.topic_id == Post.topic_id, TopicReader.user_id == person.id),
        )
        .where(is_unread(person.id))
    )
