"""What a person has not read: one condition, from which every list and every number is made."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks, db
from lms.forum import levels, queries
from lms.forum.levels import Hears
from lms.forum.models import Level, Post, PostMention, ReadingGap, SpaceReader, Topic, TopicReader
from lms.forum.reading import Span, State
from lms.spaces.models import Space
from lms.spaces.queries import READER, SEEN, blanks_of
from lms.spaces.readers import Reader


def is_unread(who: ColumnElement[int]) -> ColumnElement[bool]:
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


def in_space(reader: Reader, space: Space) -> tuple[Select[int, int, int], Blanks]:
    """(topic, unread posts, number of the first) of topics they have opened in one space."""
    return _IN_SPACE, {"space": space.id, **blanks_of(reader)}


def by_space(reader: Reader) -> tuple[Select[int, int], Blanks]:
    """(space, unread posts) of all they see."""
    return _BY_SPACE, blanks_of(reader)


def mentions_of(reader: Reader, *, most: int) -> tuple[Select[Post], Blanks]:
    """Unread posts that name them, with topic, space and author, the newest first."""
    return _MENTIONS, {"most": most, **blanks_of(reader)}


def answers_to(reader: Reader, *, most: int) -> tuple[Select[Post], Blanks]:
    """Unread posts that answer one of theirs and do not name them, the newest first."""
    return _ANSWERS, {"most": most, **blanks_of(reader)}


def state_of(person: User, topic_id: int, *, hold: bool = False) -> State | None:
    """How far they have read in one topic; None where they have never opened it."""
    blanks = {"reader": person.id, "topic": topic_id}
    rows = db.session.execute(_STATE_HELD if hold else _STATE, blanks).all()
    gaps = tuple(Span(row[1], row[2]) for row in rows if row[1] is not None)
    return State(rows[0][0], gaps) if rows else None


_SAME = and_(ReadingGap.user_id == TopicReader.user_id, ReadingGap.topic_id == TopicReader.topic_id)
_STATE = (
    select(TopicReader.last_read, ReadingGap.first, ReadingGap.last)
    .outerjoin(ReadingGap, _SAME)
    .where(TopicReader.user_id == READER, TopicReader.topic_id == bindparam("topic"))
    .order_by(ReadingGap.first)
)
_STATE_HELD = _STATE.with_for_update(of=TopicReader)


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


def number_of(posts: Select[Post]) -> ScalarSelect[int]:
    return posts.with_only_columns(func.count()).scalar_subquery()


def first_of(posts: Select[Post]) -> ScalarSelect[int]:
    return posts.with_only_columns(Post.no).order_by(Post.no).limit(1).scalar_subquery()


def sum_of(numbers: ScalarSelect[int]) -> ColumnElement[int]:
    return cast(func.sum(numbers), Integer)


BY_OTHERS = and_(Post.author_id != READER, Post.removed_at.is_(None))
_END = 2**31 - 1  # no topic gets so long
_NEXT = (TopicReader.last_read + 1).label("first")
_GAPS = select(ReadingGap.topic_id, ReadingGap.first, ReadingGap.last)
_SPANS = union_all(
    select(TopicReader.topic_id, _NEXT, literal(_END).label("last")).where(
        TopicReader.user_id == READER
    ),
    _GAPS.where(ReadingGap.user_id == READER),
).subquery()
"""What was not shown to the reader of topics they have opened, from one number to another."""
_IN_SPAN = (
    select(Post)
    .where(Post.topic_id == _SPANS.c.topic_id, BY_OTHERS)
    .where(Post.no.between(_SPANS.c.first, _SPANS.c.last))
    .correlate(_SPANS)
)
"""What is unread in one of them. No other post is looked at, however long a topic is."""
_NUMBER, _FIRST = sum_of(number_of(_IN_SPAN)), func.min(first_of(_IN_SPAN))
_OF_SPANS = (
    select(Topic.space_id, _NUMBER)
    .select_from(_SPANS)
    .join(Topic, Topic.id == _SPANS.c.topic_id)
    .join(TopicReader, levels.row_of_topic(READER))
    .outerjoin(SpaceReader, levels.row_of_space(READER))
    .where(~levels.is_muted(), _IN_SPAN.exists())
)
_BY_SPACE = _OF_SPANS.join(Topic.space).where(SEEN).group_by(Topic.space_id)
_IN_SPACE = (
    _OF_SPANS.with_only_columns(Topic.id, _NUMBER, _FIRST, maintain_column_froms=True)
    .where(Topic.space_id == bindparam("space"))
    .group_by(Topic.id)
)
_MEANT = (
    select(Post)
    .join(Post.topic)
    .join(Topic.space)
    .join(TopicReader, levels.row_of_topic(READER))
    .outerjoin(SpaceReader, levels.row_of_space(READER))
    .options(contains_eager(Post.topic).contains_eager(Topic.space), joinedload(Post.author))
    .where(is_unread(READER), ~levels.is_muted(), SEEN)
    .order_by(Post.id.desc())
    .limit(bindparam("most", type_=Integer))
)
_NAMES = and_(PostMention.post_id == Post.id, PostMention.user_id == READER)
_MENTIONS = _MEANT.join(PostMention, _NAMES)
_MINE, _ANSWER = aliased(Post), aliased(Post)
_ANSWERS_ME = (
    select(_ANSWER.id).join(_MINE, _MINE.id == _ANSWER.reply_to_id).where(_MINE.author_id == READER)
)
_ANSWERS = _MEANT.where(Post.id.in_(_ANSWERS_ME), ~exists().where(_NAMES))
