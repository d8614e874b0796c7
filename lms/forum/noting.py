"""Keep how far somebody has read. Two pages opened at once add up; none takes the other back."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlalchemy import (
    Insert,
    Select,
    bindparam,
    case,
    delete,
    exists,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from lms.accounts.models import User
from lms.db import db
from lms.forum import waiting
from lms.forum.models import Level, ReadingGap, Reason, Topic, TopicReader
from lms.forum.reading import Span, State
from lms.forum.unread import state_of
from lms.spaces.readers import Reader

AT_ONCE = 2_000
"""Topics that one click marks as read."""


def note_seen(person: User, topic_id: int, seen: Span, known: State | None = None) -> None:
    """These posts were on a page in front of them; `known` is how far they were when it was made.

    Where no other page of theirs came between, and the gaps that there were may stay, that takes
    one statement; one more where they passed posts over. While the mark stands, gaps only close.
    """
    after = (known or State()).after_seeing(seen)
    stay = known is not None and after.gaps[: len(known.gaps)] == known.gaps
    if known and stay and _go_on(person, topic_id, known, after):
        _keep_gaps(person, topic_id, dict(known.gaps), dict(after.gaps))
    else:
        _change(person, topic_id, lambda state: state.after_seeing(seen))


def note_first_seen(person: User, topic_id: int, seen: Span) -> None:
    """The same for who had never opened the topic when the page was made."""
    if not _begin(person, topic_id, State().after_seeing(seen)):
        note_seen(person, topic_id, seen)


def _go_on(person: User, topic_id: int, known: State, after: State) -> bool:
    """Whether the mark still stood where it was known to stand, and stands further on now."""
    moved = db.session.execute(
        update(TopicReader)
        .where(
            TopicReader.user_id == person.id,
            TopicReader.topic_id == topic_id,
            TopicReader.last_read == known.last_read,
        )
        .values(last_read=after.last_read)
        .returning(TopicReader.last_read)
    )
    return moved.one_or_none() is not None


def note_begun(person: User, topic_id: int) -> None:
    """They wrote the first post of a new topic, so they follow it."""
    db.session.add(
        TopicReader(user_id=person.id, topic_id=topic_id, last_read=1, **_following(Reason.BEGAN))
    )
    db.session.flush()


def note_written(person: User, topic_id: int, no: int, why: Reason = Reason.WROTE) -> None:
    """They wrote this post, so they follow the topic; what they had not read stays unread."""

    def up_to_it(state: State) -> State:
        return state.after_seeing(Span(no, no)) if state.last_read == no - 1 else state

    _change(person, topic_id, up_to_it, why)


def note_mentioned(people: Collection[int], topic_id: int, no: int) -> None:
    """A post names them; of a topic they have never opened, what came before it is not unread."""
    rows = [
        {"user_id": number, "topic_id": topic_id, "last_read": no - 1}
        | _following(Reason.MENTIONED)
        for number in sorted(people)
    ]
    keys, follow = ["user_id", "topic_id"], _following(Reason.MENTIONED)
    nothing_said = TopicReader.reason == ""
    made: dict[str, Insert] = {
        "postgresql": postgresql.insert(TopicReader).on_conflict_do_update(
            index_elements=keys, set_=follow, where=nothing_said
        ),
        "sqlite": sqlite.insert(TopicReader).on_conflict_do_update(
            index_elements=keys, set_=follow, where=nothing_said
        ),
    }
    db.session.execute(made[db.engine.dialect.name], rows)


def note_unread_from(person: User, topic_id: int, no: int) -> None:
    """They want to come back to this post and all after it."""
    _change(person, topic_id, lambda state: state.unread_from(no))


def note_read(reader: Reader, person: User, *, until: datetime) -> int:
    """The newest of whatever was there at that moment, opened before or not; how many are left.

    So many at once that a request has time for them. Cut short, it goes on where it was.
    """
    there, blanks = waiting.all_until(reader, person, until)
    topics = db.session.scalars(there.limit(AT_ONCE), blanks).all()
    mine = TopicReader.user_id == person.id
    still = select(Topic.last_no).where(Topic.id == TopicReader.topic_id, Topic.bumped_at <= until)
    db.session.execute(
        update(TopicReader)
        .where(mine, TopicReader.topic_id.in_(topics), still.exists())
        .values(last_read=still.scalar_subquery())
    )
    gaps = delete(ReadingGap).where(
        ReadingGap.user_id == person.id, ReadingGap.topic_id.in_(topics)
    )
    db.session.execute(gaps)
    opened = exists().where(mine, TopicReader.topic_id == Topic.id)
    rows = select(literal(person.id), Topic.id, Topic.last_no).where(Topic.id.in_(topics), ~opened)
    db.session.execute(insert(TopicReader).from_select(["user_id", "topic_id", "last_read"], rows))
    return waiting.count(reader, person, until) if len(topics) == AT_ONCE else 0


def _change(
    person: User, topic_id: int, act: Callable[[State], State], why: Reason | None = None
) -> None:
    """Other pages of the same reader wait until this one is noted."""
    before = state_of(person, topic_id, hold=True)
    after = act(before or State())
    if before is None:
        if not _begin(person, topic_id, after, why):
            _change(person, topic_id, act, why)
        return
    if why or after.last_read != before.last_read:
        _update_row(person, topic_id, after.last_read, why)
    _keep_gaps(person, topic_id, dict(before.gaps), dict(after.gaps))


def _begin(person: User, topic_id: int, state: State, why: Reason | None = None) -> bool:
    """Whether this is the first that is noted of them here; else another page was faster."""
    said = _following(why) if why else {}
    new = TopicReader(user_id=person.id, topic_id=topic_id, last_read=state.last_read, **said)
    if db.keep_once(new, _row(person, topic_id)) is not new:
        return False
    _keep_gaps(person, topic_id, {}, dict(state.gaps))
    return True


def _row(person: User, topic_id: int) -> Select[TopicReader]:
    return select(TopicReader).where(
        TopicReader.user_id == person.id, TopicReader.topic_id == topic_id
    )


def _following(why: Reason) -> dict[str, str]:
    return {"level": Level.FOLLOW.value, "reason": why.value}


def _update_row(person: User, topic_id: int, last_read: int, why: Reason | None) -> None:
    """What they did makes them follow only where nothing was said before."""
    mine = {"person": person.id, "topic": topic_id, "mark": last_read}
    if why is None:
        db.session.execute(_MARK, mine)
    else:
        db.session.execute(_MARK_AND_FOLLOW, mine | {"why": why.value})


_MARK = (
    update(TopicReader)
    .where(TopicReader.user_id == bindparam("person"), TopicReader.topic_id == bindparam("topic"))
    .values(last_read=bindparam("mark"))
    .execution_options(synchronize_session=False)
)
_NOTHING_SAID = TopicReader.reason == ""
_MARK_AND_FOLLOW = _MARK.values(
    level=case((_NOTHING_SAID, Level.FOLLOW.value), else_=TopicReader.level),
    reason=case((_NOTHING_SAID, bindparam("why")), else_=TopicReader.reason),
)


def _keep_gaps(person: User, topic_id: int, before: dict[int, int], after: dict[int, int]) -> None:
    """Both say by its first post where a gap ends; what did not change costs nothing."""
    mine = (ReadingGap.user_id == person.id, ReadingGap.topic_id == topic_id)
    gone, new = before.keys() - after.keys(), after.keys() - before.keys()
    if len(gone) == len(new) == 1:  # somebody has read its beginning
        (first,) = new
        moved = update(ReadingGap).where(*mine, ReadingGap.first.in_(gone))
        db.session.execute(moved.values(first=first, last=after[first]))
        gone, new = set(), set()
    if gone:
        db.session.execute(delete(ReadingGap).where(*mine, ReadingGap.first.in_(gone)))
    for first in before.keys() & after.keys():
        if after[first] != before[first]:
            here = (*mine, ReadingGap.first == first)
            db.session.execute(update(ReadingGap).where(*here).values(last=after[first]))
    rows = [
        {"user_id": person.id, "topic_id": topic_id, "first": first, "last": after[first]}
        for first in new
    ]
    if rows:
        db.session.execute(insert(ReadingGap), rows)
