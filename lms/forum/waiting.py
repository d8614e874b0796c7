"""Topics in which something waits for a person: what the page of what is new lists and counts."""

from datetime import datetime
from enum import StrEnum
from functools import cache

from sqlalchemy import (
    Integer,
    Select,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks, db
from lms.forum import levels
from lms.forum.models import Post, ReadingGap, SpaceReader, Topic, TopicReader
from lms.forum.queries import IS_FURTHER
from lms.forum.turns import by_turns as turns_of
from lms.forum.unread import BY_OTHERS, first_of, number_of, sum_of
from lms.mentions.countries import country_for
from lms.spaces.models import Space
from lms.spaces.queries import READER, RUNS, SEEN, blanks_of
from lms.spaces.readers import Reader

Cursor = tuple[datetime, int]
WIDE = 200
"""Among so many of the newest in one part, countries take turns."""


class Part(StrEnum):
    """In the order of the page. A topic stands in one of them.

    What they follow, with new topics where they asked to hear of them; what else there is in the
    spaces of their editions; the rest.
    """

    FOLLOWED = "followed"
    EDITION = "edition"
    REST = "rest"


def topics(
    part: Part, reader: Reader, person: User, *, before: Cursor | None = None, most: int
) -> tuple[Select[Topic, int, int], Blanks]:
    """(topic, unread posts, number of the first), the newest first, one more than `most`.

    Of a topic begun by others since they have an account, which they never opened, none is counted.
    """
    blanks = {**_blanks(reader, person), "most": most + 1}
    if before is not None:
        blanks |= {"moment": before[0], "number": before[1]}
    return _page(part, further=before is not None), blanks


def by_turns(
    part: Part, reader: Reader, person: User, *, at: datetime, most: int
) -> tuple[Select[Topic, int, int], Blanks]:
    """The same, so that of the newest the topics of each country have their turn."""
    return _of_each_country(part), {**_blanks(reader, person), "now": at, "most": most + 1}


def all_until(reader: Reader, person: User, until: datetime) -> tuple[Select[int], Blanks]:
    """Ids of all of them, as far as they were there at that moment, the newest first."""
    return _UNTIL, {**_blanks(reader, person), "until": until}


def count(reader: Reader, person: User, until: datetime) -> int:
    _all, blanks = all_until(reader, person, until)
    return db.session.scalar(_COUNT, blanks) or 0


def _blanks(reader: Reader, person: User) -> dict[str, object]:
    return {"since": person.created_at, **blanks_of(reader)}


@cache
def _page(part: Part, *, further: bool) -> Select[Topic, int, int]:
    page = _TOPICS.where(_IS_IN[part]).limit(bindparam("most", type_=Integer))
    return page.where(IS_FURTHER) if further else page


@cache
def _of_each_country(part: Part) -> Select[Topic, int, int]:
    """Put together when it is first asked for: whose country is seen is said by a package above."""
    newest = (
        _TOPICS.where(_IS_IN[part])
        .join(User, User.id == Topic.author_id)
        .with_only_columns(
            Topic.id,
            Topic.author_id.label("author"),
            Topic.bumped_at.label("newest"),
            country_for(READER).label("country"),
            maintain_column_froms=True,
        )
        .limit(WIDE)
    )
    turns = turns_of(newest).subquery()
    return _ROWS.join(turns, turns.c.id == Topic.id).order_by(turns.c.rank, *_NEWEST)


_BEYOND = (
    select(Post)
    .where(Post.topic_id == Topic.id, Post.no > TopicReader.last_read, BY_OTHERS)
    .correlate(Topic, TopicReader)
)
"""What is unread above the mark of a topic; no post below it is looked at."""
_GAPS = (
    select(ReadingGap)
    .where(ReadingGap.user_id == READER, ReadingGap.topic_id == Topic.id)
    .correlate(Topic)
)
_PASSED = (
    select(Post)
    .where(Post.topic_id == ReadingGap.topic_id, BY_OTHERS)
    .where(Post.no.between(ReadingGap.first, ReadingGap.last))
    .correlate(ReadingGap)
)
"""What is unread in one of its gaps."""
_NUMBER_PASSED = _GAPS.with_only_columns(sum_of(number_of(_PASSED))).scalar_subquery()
_FIRST_PASSED = _GAPS.with_only_columns(func.min(first_of(_PASSED))).scalar_subquery()
_UNREAD = number_of(_BEYOND) + func.coalesce(_NUMBER_PASSED, 0)
_FIRST_UNREAD = func.coalesce(_FIRST_PASSED, first_of(_BEYOND))
_ANY_UNREAD = or_(_BEYOND.exists(), _GAPS.where(_PASSED.exists()).exists())
_NEVER_OPENED = TopicReader.user_id.is_(None)
_IS_NEW = and_(Topic.author_id != READER, Topic.created_at >= bindparam("since"), Topic.posts > 0)
_NEWEST = (Topic.bumped_at.desc(), Topic.id.desc())
_ROWS = (
    select(Topic, _UNREAD, _FIRST_UNREAD)
    .join(Topic.space)
    .outerjoin(TopicReader, levels.row_of_topic(READER))
    .outerjoin(SpaceReader, levels.row_of_space(READER))
    .options(contains_eager(Topic.space), joinedload(Topic.author))
)
_WAITS = and_(SEEN, ~levels.is_muted(), case((_NEVER_OPENED, _IS_NEW), else_=_ANY_UNREAD))
_TOPICS = _ROWS.where(_WAITS).order_by(*_NEWEST)
_UNTIL = _TOPICS.where(Topic.bumped_at <= bindparam("until")).with_only_columns(
    Topic.id, maintain_column_froms=True
)
_COUNT = select(func.count()).select_from(_UNTIL.order_by(None).subquery())
_IS_THEIRS = or_(levels.is_followed(), and_(_NEVER_OPENED, levels.hears_of_new(RUNS)))
_IS_OF_EDITION = and_(
    Space.edition_id.is_not(None),
    Space.edition_id.in_(bindparam("reader_editions", type_=Integer, expanding=True)),
)
_IS_IN = {
    Part.FOLLOWED: _IS_THEIRS,
    Part.EDITION: and_(~_IS_THEIRS, _IS_OF_EDITION),
    Part.REST: and_(~_IS_THEIRS, ~_IS_OF_EDITION),
}
