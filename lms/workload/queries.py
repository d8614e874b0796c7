from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, and_, or_, select

from lms.accounts.models import User
from lms.editions.models import Edition, Enrolment
from lms.logbook.models import LogEntry
from lms.logbook.states import WAITING
from lms.placements.models import RUNNING, Placement, SupervisorAssignment
from lms.workload.models import DelayReport

_THIS_TIME = and_(
    DelayReport.entry_id == LogEntry.id, DelayReport.submitted_at == LogEntry.submitted_at
)


def waiting_in(edition: Edition) -> Select[int, UUID, datetime | None, str, datetime | None]:
    """(placement, entry, handed in, trainee, delay reported) of all that waits, oldest first."""
    return (
        select(
            LogEntry.placement_id,
            LogEntry.id,
            LogEntry.submitted_at,
            User.name,
            DelayReport.reported_at,
        )
        .join(LogEntry.placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .outerjoin(DelayReport, _THIS_TIME)
        .where(Enrolment.edition_id == edition.id, LogEntry.state.in_(WAITING))
        .order_by(LogEntry.submitted_at, LogEntry.id)
    )


def assignments_in(edition: Edition, *, on: date) -> Select[SupervisorAssignment, str]:
    """(assignment, supervisor) of the placements that run: those of today and those to come."""
    return (
        select(SupervisorAssignment, User.name)
        .join(SupervisorAssignment.placement)
        .join(Placement.enrolment)
        .join(User, User.id == SupervisorAssignment.user_id)
        .where(Enrolment.edition_id == edition.id, Placement.state.in_(RUNNING))
        .where(SupervisorAssignment.role.in_(("primary", "cover")))
        .where(or_(SupervisorAssignment.until_on.is_(None), SupervisorAssignment.until_on >= on))
        .order_by(User.name, SupervisorAssignment.id)
    )


def delay_of(entry: LogEntry) -> Select[DelayReport]:
    return select(DelayReport).where(
        DelayReport.entry_id == entry.id, DelayReport.submitted_at == entry.submitted_at
    )
