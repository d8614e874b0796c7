"""What Today asks for a trainee, each query put together once (docs/decisions/007)."""

from sqlalchemy import Integer, ScalarSelect, Select, bindparam, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Enrolment
from lms.logbook.models import LogEntry
from lms.logbook.queries import APPROVED, SUBMITTED
from lms.placements.models import AHEAD, RUNNING, Placement


def own_placements(user: User) -> tuple[Select[Placement, int, int, int], Blanks]:
    """Where a trainee works now or will soon, the newest first, with project, rules and hours.

    A row is read by `as_hours`, as those of `hours_of`.
    """
    return _OWN_PLACEMENTS, {"user": user.id}


def to_mend(user: User) -> tuple[Select[LogEntry], Blanks]:
    """A trainee's entries that wait for them, the oldest first; drafts after what came back."""
    return _TO_MEND, {"user": user.id}


def _logged(minutes: object) -> ScalarSelect[int]:
    return (
        select(func.coalesce(func.sum(minutes), 0))
        .where(LogEntry.placement_id == Placement.id, LogEntry.state != "void")
        .correlate(Placement)
        .scalar_subquery()
    )


_USER = bindparam("user", type_=Integer)
_OWN_PLACEMENTS = (
    select(Placement, _logged(LogEntry.minutes), _logged(SUBMITTED), APPROVED)
    .join(Placement.enrolment)
    .options(joinedload(Placement.project), joinedload(Placement.requirement_set))
    .where(Enrolment.user_id == _USER, Enrolment.ended_at.is_(None))
    .where(Placement.state.in_((*AHEAD, *RUNNING)))
    .order_by(Placement.starts_on.desc(), Placement.id)
)
_TO_MEND = (
    select(LogEntry)
    .join(LogEntry.placement)
    .join(Placement.enrolment)
    .options(joinedload(LogEntry.current))
    .where(Enrolment.user_id == _USER, Enrolment.ended_at.is_(None))
    .where(LogEntry.state.in_(("returned", "queried", "draft")))
    .order_by(LogEntry.state == "draft", LogEntry.activity_date, LogEntry.created_at)
    .limit(8)
)
