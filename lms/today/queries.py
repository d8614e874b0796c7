"""What only the first page asks, put together once (docs/decisions/007)."""

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    bindparam,
    case,
    func,
    select,
)
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.fieldwork.models import HourLedger, LogEntry, Placement
from lms.fieldwork.states import WAITING
from lms.learning.models import Enrolment


def own_placement(user: User) -> Select[Placement, int, int, int]:
    """Where a trainee works now, with project and rules, and minutes noted, submitted, approved."""
    return _OWN_PLACEMENT.params(user=user.id)


def _sum_of(minutes: SQLColumnExpression[int]) -> ColumnElement[int]:
    """Of the entries of the placement."""
    return (
        select(func.coalesce(func.sum(minutes), 0))
        .where(LogEntry.placement_id == Placement.id, LogEntry.state != "void")
        .correlate(Placement)
        .scalar_subquery()
    )


_SUBMITTED = case((LogEntry.state.in_((*WAITING, "approved", "locked")), LogEntry.minutes))
_APPROVED = (
    select(func.coalesce(func.sum(HourLedger.minutes), 0))
    .where(HourLedger.placement_id == Placement.id)
    .correlate(Placement)
    .scalar_subquery()
)
_OWN_PLACEMENT = (
    select(Placement, _sum_of(LogEntry.minutes), _sum_of(_SUBMITTED), _APPROVED)
    .join(Placement.enrolment)
    .options(joinedload(Placement.project), joinedload(Placement.requirement_set))
    .where(Enrolment.user_id == bindparam("user", type_=Integer), Enrolment.ended_at.is_(None))
    .where(Placement.state.in_(("active", "completing")))
    .order_by(Placement.starts_on.desc(), Placement.id)
    .limit(1)
)
