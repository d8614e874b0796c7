"""Fix a meeting, change it, cancel it; the tally follows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, insert, literal, select

from lms.accounts.models import User
from lms.db import db
from lms.decisions.models import Decision
from lms.forum.models import Topic
from lms.initiatives.models import Initiative
from lms.meetings import queries
from lms.meetings.hours import burden
from lms.meetings.models import GroupPoll, Kind, Meeting, MeetingGroup, MeetingPerson, Ref
from lms.meetings.telling import News, tell_of
from lms.programmes.models import Programme
from lms.projects.models import Project

SAID = ("title", "starts_at", "ends_at", "time_zone", "place")
KEYS = {
    Kind.INITIATIVE: Initiative.id.expression,
    Kind.PROGRAMME: Programme.id.expression,
    Kind.PROJECT: Project.id.expression,
    Kind.POLL: Decision.topic_id.expression,
}


class ChangedMeanwhileError(Exception):
    """Somebody else changed it since the page was read; what they did is not lost."""


class OverError(Exception):
    """It was cancelled, or has begun: it is not moved any more."""


@dataclass(frozen=True)
class Plan:
    """`people` are all who are asked to come."""

    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str
    people: Sequence[User]


def fix(
    ref: Ref, plan: Plan, key: UUID, *, by: User, at: datetime, poll_id: int | None = None
) -> Meeting:
    """Sent twice, it is one, and told once."""
    row = Meeting(key=key, group_id=_home(ref).id, by_id=by.id, poll_id=poll_id)
    row.created_at = row.changed_at = at
    _say(row, plan)
    kept = db.keep_once(row, queries.sent_as(by, key))
    if kept is row:
        _seat(row, plan.people)
        tell_of(row, {News.FIXED: plan.people}, by=by, at=at)
    return kept


def _home(ref: Ref) -> MeetingGroup:
    """For whom the tally is kept, from the first meeting or poll on."""
    query = queries.group(ref)
    known = db.session.scalars(query).one_or_none()
    return known or db.keep_once(MeetingGroup(**{ref.kind.column: ref.number}), query)


def _say(meeting: Meeting, plan: Plan) -> None:
    for name in SAID:
        setattr(meeting, name, getattr(plan, name))


def _seat(meeting: Meeting, people: Iterable[User]) -> None:
    """By the zone in which each lives now."""
    rows = [
        {
            "meeting_id": meeting.id,
            "user_id": person.id,
            "time_zone": person.time_zone,
            "burden": burden(meeting.starts_at, meeting.ends_at, person.time_zone).value,
        }
        for person in people
    ]
    if rows:
        db.session.execute(insert(MeetingPerson), rows)


def change(meeting: Meeting, plan: Plan, *, seen: int, by: User, at: datetime) -> None:
    """Where the hours stay, so does what was asked of those who stay; a moved one is counted anew.

    The same again changes nothing. Raises ChangedMeanwhileError and OverError.
    """
    _hold(meeting)
    if meeting.version != seen:
        raise ChangedMeanwhileError
    if not meeting.can_move(at):
        raise OverError
    before = {row.user_id: row.user for row in db.session.scalars(queries.people_in(meeting))}
    now = {row.id: row for row in plan.people}
    if before.keys() == now.keys() and _stands(meeting, plan):
        return
    moved = (plan.starts_at, plan.ends_at) != (meeting.starts_at, meeting.ends_at)
    _say(meeting, plan)
    meeting.version, meeting.changed_at = meeting.version + 1, at
    db.session.flush()
    _unseat(meeting, [number for number in before if moved or number not in now])
    _seat(meeting, [row for number, row in now.items() if moved or number not in before])
    news = _news(before, now, News.MOVED if moved else News.CHANGED)
    tell_of(meeting, news, by=by, at=at)


def _stands(meeting: Meeting, plan: Plan) -> bool:
    return all(getattr(meeting, name) == getattr(plan, name) for name in SAID)


def _unseat(meeting: Meeting, numbers: Sequence[int]) -> None:
    if numbers:
        theirs = (MeetingPerson.meeting_id == meeting.id, MeetingPerson.user_id.in_(numbers))
        db.session.execute(delete(MeetingPerson).where(*theirs))


def _news(before: dict[int, User], now: dict[int, User], change: News) -> dict[News, list[User]]:
    """What it is for those who stay, who come in, and who are left out."""
    return {
        change: [row for number, row in now.items() if number in before],
        News.FIXED: [row for number, row in now.items() if number not in before],
        News.WITHOUT_YOU: [row for number, row in before.items() if number not in now],
    }


def cancel(meeting: Meeting, why: str, *, by: User, at: datetime) -> None:
    """It counts in no tally any more; also afterwards, if nobody came. The first reason stands."""
    _hold(meeting)
    if meeting.cancelled_at is None:
        meeting.cancelled_at, meeting.cancelled_why = at, why
        meeting.version, meeting.changed_at = meeting.version + 1, at
        db.session.flush()
        people = [row.user for row in db.session.scalars(queries.people_in(meeting))]
        tell_of(meeting, {News.CANCELLED: people}, by=by, at=at)


def _hold(meeting: Meeting) -> None:
    db.hold(meeting)
    db.session.refresh(meeting, ["version", "cancelled_at", "starts_at", "ends_at"])


def note_poll(topic: Topic, ref: Ref, minutes: int) -> None:
    """The hours of this time poll are for a meeting of that group, where there is one like that."""
    there = KEYS[ref.kind]
    row = select(literal(topic.id), there, literal(minutes)).where(there == ref.number)
    columns = [GroupPoll.topic_id, getattr(GroupPoll, ref.kind.column), GroupPoll.minutes]
    db.session.execute(insert(GroupPoll).from_select(columns, row))
