"""What a person has not read: one condition, from which every list and every number is made."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.db import db
from lms.forum import levels, queries
from lms.forum.levels import Hears
from lms.forum.models import Level, Post, PostMention, ReadingGap, SpaceReader, Topic, TopicReader
from lms.forum.reading import Span, State
from lms.spaces.models import Space
from lms.spaces.queries import READER, RUNS, SEEN, blanks_of
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
    """Topics they follow, and new ones where they asked to hear of them."""
    return _fresh(reader, person).where(_is_theirs())


def in_my_editions(reader: Reader, person: User) -> Select[Topic, int, int]:
    """The others in the spaces of their editions."""
    mine = Space.edition_id.in_(sorted(reader.editions))
    return _fresh(reader, person).where(~_is_theirs(), mine)


def elsewhere(reader: Reader, person: User) -> Select[Topic, int, int]:
    """The others in all other spaces."""
    mine = and_(Space.edition_id.is_not(None), Space.edition_id.in_(sorted(reader.editions)))
    return _fresh(reader, person).where(~_is_theirs(), ~mine)


def _is_theirs() -> ColumnElement[bool]:
    new = and_(TopicReader.user_id.is_(None), levels.hears_of_new(RUNS))
    return or_(levels.is_followed(), new)


def _fresh(reader: Reader, person: User) -> Select[Topic, int, int]:
    """(topic, unread posts, number of the first), the newest first, without what they muted.

    A topic begun by others since they have an account, which they never opened, has none of both.
    """
    unread = (
        select(Post)
        .where(Post.topic_id == Topic.id, is_unread(person.id))
        .correlate(Topic, TopicReader)
    )
    count = unread.with_only_columns(func.count()).scalar_subquery()
    first = unread.with_only_columns(func.min(Post.no)).scalar_subquery()
    begun = and_(Topic.author_id != person.id, Topic.created_at >= person.created_at)
    new = and_(begun, Topic.posts > 0)
    return (
        select(Topic, count, first)
        .join(Topic.space)
        .outerjoin(TopicReader, levels.row_of_topic(person.id))
        .outerjoin(SpaceReader, levels.row_of_space(person.id))
        .options(contains_eager(Topic.space), joinedload(Topic.author))
        .where(
            SEEN,
            ~levels.is_muted(),
            case((TopicReader.user_id.is_(None), new), else_=count > 0),
        )
        .order_by(Topic.bumped_at.desc(), Topic.id.desc())
        .params(blanks_of(reader))
    )


def waiting_topics(reader: Reader, person: User, until: datetime) -> Select[int]:
    """Ids of all of them, as far as they were there at that moment."""
    rows = _fresh(reader, person).where(Topic.bumped_at <= until)
    return rows.with_only_columns(Topic.id, maintain_column_froms=True)


def count_waiting(reader: Reader, person: User, until: datetime) -> int:
    topics = waiting_topics(reader, person, until).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(topics)) or 0


def mentions_of(reader: Reader, person: User) -> Select[Post]:
    """Unread posts that name them, the newest first."""
    return _meant_for(reader, person).join(PostMention, _names(person)).order_by(Post.id.desc())


def _names(person: User) -> ColumnElement[bool]:
    return and_(PostMention.post_id == Post.id, PostMention.user_id == person.id)


def _meant_for(reader: Reader, person: User) -> Select[Post]:
    """All unread posts of topics they have opened and not muted, with topic, space and author."""
    return (
        _posts(person)
        .join(Topic.space)
        .options(contains_eager(Post.topic).contains_eager(Topic.space), joinedload(Post.author))
        .where(SEEN)
        .params(blanks_of(reader))
    )


def answers_to(reader: Reader, person: User) -> Select[Post]:
    """Unread posts that answer one of theirs and do not name them, the newest first."""
    mine = aliased(Post)
    return (
        _meant_for(reader, person)
        .join(mine, Post.reply_to_id == mine.id)
        .where(mine.author_id == person.id, ~exists().where(_names(person)))
        .order_by(Post.id.desc())
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


class Read(NamedTuple):
    """How far somebody has read in a topic, if they opened it, and how much they hear of it."""

    state: State | None
    hears: Hears


def topic_as_read(topic_id: int, reader: Reader) -> tuple[Topic, Read | None] | None:
    """The topic that this reader finds there, and how far they have read: one statement."""
    if reader.person is None:
        topic = db.session.scalars(*queries.topic(topic_id, reader)).one_or_none()
        return (topic, None) if topic else None
    rows = db.session.execute(_TOPIC_AS_READ, queries.topic_blanks(topic_id, reader)).all()
    return (rows[0][0], _read(rows, reader)) if rows else None


def read_of(topic: Topic, reader: Reader) -> Read | None:
    """The same where the topic is known."""
    if reader.person is None:
        return None
    rows = db.session.execute(_AS_READ, {"topic": topic.id, "reader": reader.person.id}).all()
    return _read(rows, reader)


def _with_reading(query: Select[Topic]) -> Select[Topic, TopicReader, str, int, int]:
    gaps = and_(ReadingGap.user_id == READER, ReadingGap.topic_id == Topic.id)
    return (
        query.add_columns(TopicReader, SpaceReader.level, ReadingGap.first, ReadingGap.last)
        .outerjoin(TopicReader, levels.row_of_topic(READER))
        .outerjoin(SpaceReader, levels.row_of_space(READER))
        .outerjoin(ReadingGap, gaps)
        .order_by(ReadingGap.first)
    )


_TOPIC_AS_READ = _with_reading(queries.TOPIC)
_AS_READ = _with_reading(select(Topic).where(Topic.id == bindparam("topic")))


def _read(rows: Sequence[Row[Topic, TopicReader, str, int, int]], reader: Reader) -> Read:
    topic, row, level_of_space, *_gap = rows[0]
    of_space = Level(level_of_space) if level_of_space else None
    level, reason = (Level(row.level), row.reason) if row else (Level.NORMAL, "")
    leads = levels.leads_it(reader, topic.space)
    gaps = tuple(Span(found[3], found[4]) for found in rows if found[3] is not None)
    hears = levels.of_topic(level, reason, of_space, leads=leads)
    return Read(State(row.last_read, gaps) if row else None, hears)


def in_space(person: User, space: Space) -> Select[int, int, int]:
    """(topic, unread posts, number of the first) of topics they have opened in one space."""
    return (
        _posts(person)
        .with_only_columns(Post.topic_id, func.count(), func.min(Post.no))
        .where(Topic.space_id == space.id)
        .group_by(Post.topic_id)
    )


def by_space(reader: Reader, person: User) -> Select[int, int]:
    """(space, unread posts) of all they see."""
    return (
        _posts(person)
        .with_only_columns(Topic.space_id, func.count())
        .join(Topic.space)
        .where(SEEN)
        .group_by(Topic.space_id)
        .params(blanks_of(reader))
    )


def _posts(person: User) -> Select[Post]:
    """All unread posts of topics that they have opened and not muted."""
    return (
        select(Post)
        .join(Post.topic)
        .join(TopicReader, levels.row_of_topic(person.id))
        .outerjoin(SpaceReader, levels.row_of_space(person.id))
        .where(is_unread(person.id), ~levels.is_muted())
    )
