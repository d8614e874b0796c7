"""What supervisors ask of the database: whom they follow, what waits for them.

These are asked all day, so each is put together once and its blanks are filled in when it is asked
(docs/decisions/007). In them `supervisor` is a user's id and `today` a date.
"""

from datetime import date, datetime
from functools import cache
from typing import Literal
from uuid import UUID

from sqlalchemy import Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only, selectinload

from lms.accounts.models import User
from lms.learning.models import Enrolment
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.logbook.states import HIDDEN_FROM_REVIEWERS, WAITING
from lms.placements.models import Placement
from lms.placements.queries import SUPERVISED, SUPERVISOR
from lms.projects.models import Project


def queue(
    supervisor: User, *, on: date, after: tuple[bool, datetime, UUID] | None = None, most: int = 50
) -> Select[LogEntry]:
    """What waits for this supervisor: entries that came back first, then the longest waiting."""
    asked = {"supervisor": supervisor.id, "today": on, "most": most + 1}
    if after is None:
        return _queue("the start").params(asked)
    came_back, moment, number = after
    asked |= {"moment": moment, "number": number}
    return _queue("one that came back" if came_back else "a new one").params(asked)


@cache
def _queue(after: Literal["the start", "one that came back", "a new one"]) -> Select[LogEntry]:
    """Only what a row of the queue shows is loaded: texts are long and there may be fifty."""
    again = LogEntry.times_returned > 0
    query = (
        select(LogEntry)
        .join(LogEntry.placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .options(*_SHOWN_IN_QUEUE)
        .where(LogEntry.placement_id.in_(SUPERVISED))
        .where(LogEntry.state.in_(WAITING), Enrolment.user_id != SUPERVISOR)
        .order_by(again.desc(), LogEntry.submitted_at, LogEntry.id)
        .limit(bindparam("most", type_=Integer))
    )
    moment = bindparam("moment", type_=LogEntry.submitted_at.type)
    same = and_(LogEntry.submitted_at == moment, LogEntry.id > bindparam("number"))
    later = or_(LogEntry.submitted_at > moment, same)
    if after == "one that came back":
        return query.where(or_(again.is_(False), and_(again, later)))
    return query.where(again.is_(False), later) if after == "a new one" else query


def waiting_entry(supervisor: User, entry_id: UUID, *, on: date) -> Select[LogEntry]:
    """An entry of someone this person supervises, with all that its desk shows."""
    return _WAITING_ENTRY.params(supervisor=supervisor.id, today=on, entry=entry_id)


def count_waiting(supervisor: User, *, on: date) -> Select[int, datetime | None]:
    """How many entries wait for this person, and since when the first does."""
    return COUNT_WAITING.params(supervisor=supervisor.id, today=on)


_SHOWN_IN_QUEUE = (
    joinedload(LogEntry.current).load_only(
        LogEntryVersion.activity, LogEntryVersion.facts, raiseload=True
    ),
    contains_eager(LogEntry.placement).options(
        load_only(Placement.id, raiseload=True),
        contains_eager(Placement.enrolment).options(
            load_only(Enrolment.id, raiseload=True),
            contains_eager(Enrolment.user).load_only(User.name, raiseload=True),
        ),
        joinedload(Placement.project).load_only(Project.name, raiseload=True),
    ),
)
_WAITING_ENTRY = (
    select(LogEntry)
    .join(LogEntry.placement)
    .options(
        joinedload(LogEntry.current),
        contains_eager(LogEntry.placement).options(
            joinedload(Placement.enrolment).options(
                joinedload(Enrolment.user), joinedload(Enrolment.edition)
            ),
            joinedload(Placement.project),
            joinedload(Placement.requirement_set),
            selectinload(Placement.assignments),
        ),
    )
    .where(
        LogEntry.id == bindparam("entry"),
        LogEntry.placement_id.in_(SUPERVISED),
        LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS),
    )
)
COUNT_WAITING = select(func.count(LogEntry.id), func.min(LogEntry.submitted_at)).where(
    LogEntry.placement_id.in_(SUPERVISED), LogEntry.state.in_(WAITING)
)
