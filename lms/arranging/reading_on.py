"""What each reader has read of posts that stand elsewhere now: the same as before, to the post."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Insert,
    Select,
    and_,
    case,
    func,
    insert,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from lms.db import db
from lms.forum.models import Merger, ReadingGap, Topic, TopicReader
from lms.forum.reading import Span, State


def carry(topic: Topic, new: Topic, places: Sequence[int]) -> None:
    """Everybody who has opened the topic has opened the one that is made of these posts of it."""
    readers = _readers_of(topic)
    states = {user: state.carried(places) for user, (state, _hears) in readers.items()}
    rows = [
        {"user_id": user, "topic_id": new.id, "last_read": states[user].last_read, **hears}
        for user, (_state, hears) in readers.items()
    ]
    gaps = [
        {"user_id": user, "topic_id": new.id, "first": gap.first, "last": gap.last}
        for user, state in states.items()
        for gap in state.gaps
    ]
    for table, values in ((TopicReader, rows), (ReadingGap, gaps)):
        if values:
            db.session.execute(insert(table), values)


def _readers_of(topic: Topic) -> dict[int, tuple[State, dict[str, str]]]:
    """How far each has read, and how much they want to hear."""
    same = and_(
        ReadingGap.user_id == TopicReader.user_id, ReadingGap.topic_id == TopicReader.topic_id
    )
    rows = db.session.execute(
        select(TopicReader, ReadingGap.first, ReadingGap.last)
        .outerjoin(ReadingGap, same)
        .where(TopicReader.topic_id == topic.id)
        .order_by(TopicReader.user_id, ReadingGap.first)
    )
    found: dict[int, tuple[State, dict[str, str]]] = {}
    for row, first, last in rows:
        gaps = found[row.user_id][0].gaps if row.user_id in found else ()
        state = State(row.last_read, gaps if first is None else (*gaps, Span(first, last)))
        found[row.user_id] = state, {"level": row.level, "reason": row.reason}
    return found


def join(row: Merger) -> None:
    """Of who has opened one of the two: what they read in the first is read in the second.

    What they had not read of the second lies before that, and becomes a gap.
    """
    gaps = union_all(_moved_gaps(row), _passed_over(row))
    names = ["user_id", "topic_id", "first", "last"]
    for change in (insert(ReadingGap).from_select(names, gaps), _moved_marks(row)):
        db.session.execute(change)


def _moved_gaps(row: Merger) -> Select[int, int, int, int]:
    return select(
        ReadingGap.user_id,
        literal(row.into_id),
        ReadingGap.first + row.after,
        ReadingGap.last + row.after,
    ).where(ReadingGap.topic_id == row.topic_id)


def _passed_over(row: Merger) -> Select[int, int, int, int]:
    theirs, here = aliased(TopicReader), aliased(TopicReader)
    known = func.coalesce(here.last_read, 0)
    return (
        select(theirs.user_id, literal(row.into_id), known + 1, literal(row.after))
        .outerjoin(here, and_(here.user_id == theirs.user_id, here.topic_id == row.into_id))
        .where(theirs.topic_id == row.topic_id, theirs.last_read > 0, known < row.after)
    )


def _moved_marks(row: Merger) -> Insert:
    """A mark in the first of the two is beyond any in the second.

    How much they want to hear of the first counts where nothing was said of the second.
    """
    read = TopicReader.last_read
    marks = select(
        TopicReader.user_id,
        literal(row.into_id),
        case((read > 0, read + row.after), else_=0),
        TopicReader.level,
        TopicReader.reason,
    ).where(TopicReader.topic_id == row.topic_id)
    names = ["user_id", "topic_id", "last_read", "level", "reason"]
    if db.engine.dialect.name == "postgresql":
        new = postgresql.insert(TopicReader).from_select(names, marks)
        return new.on_conflict_do_update(index_elements=names[:2], set_=_further(new.excluded))
    same = sqlite.insert(TopicReader).from_select(names, marks)
    return same.on_conflict_do_update(index_elements=names[:2], set_=_further(same.excluded))


def _further(new: ReadOnlyColumnCollection[str, Any]) -> dict[str, ColumnElement[Any]]:
    unsaid = TopicReader.reason == ""
    return {
        "last_read": case((new.last_read > 0, new.last_read), else_=TopicReader.last_read),
        "level": case((unsaid, new.level), else_=TopicReader.level),
        "reason": case((unsaid, new.reason), else_=TopicReader.reason),
    }
