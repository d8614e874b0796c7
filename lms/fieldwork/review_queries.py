"""What supervisors ask of the database: whom they follow, what waits for them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, load_only, selectinload

from lms.accounts.models import User
from lms.fieldwork.models import (
    Assessment,
    LogEntry,
    LogEntryVersion,
    Placement,
    SupervisorAssignment,
)
from lms.fieldwork.states import HIDDEN_FROM_REVIEWERS, WAITING
from lms.learning.models import Enrolment, Role
from lms.projects.models import Project

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


def queue(
    supervisor: User, *, on: date, after: tuple[bool, datetime, UUID] | None = None, most: int = 50
) -> Select[LogEntry]:
    """What waits for this supervisor: entries that came back first, then the longest waiting.

    Only what a row of the queue shows is loaded: texts are long and there may be fifty.
    """
    again = LogEntry.times_returned > 0
    query = (
        select(LogEntry)
        .join(LogEntry.placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .options(*_SHOWN_IN_QUEUE)
        .where(LogEntry.placement_id.in_(supervised_by(supervisor, on=on)))
        .where(LogEntry.state.in_(WAITING), Enrolment.user_id != supervisor.id)
        .order_by(again.desc(), LogEntry.submitted_at, LogEntry.id)
        .limit(most + 1)
    )
    if after is None:
        return query
    came_back, moment, number = after
    later = or_(
        LogEntry.submitted_at > moment, and_(LogEntry.submitted_at == moment, LogEntry.id > number)
    )
    if came_back:
        return query.where(or_(again.is_(False), and_(again, later)))
    return query.where(again.is_(False), later)


def waiting_entry(supervisor: User, entry_id: UUID, *, on: date) -> Select[LogEntry]:
    """An entry of someone this person supervises, with all that its desk shows."""
    return (
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
            LogEntry.id == entry_id,
            LogEntry.placement_id.in_(supervised_by(supervisor, on=on)),
            LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS),
        )
    )


def count_waiting(supervisor: User, *, on: date) -> Select[int, datetime | None]:
    """How many entries wait for this person, and since when the first does."""
    return select(func.count(LogEntry.id), func.min(LogEntry.submitted_at)).where(
        LogEntry.placement_id.in_(supervised_by(supervisor, on=on)), LogEntry.state.in_(WAITING)
    )


def supervised_placements(supervisor: User, *, on: date) -> Select[Placement]:
    """Who a person supervises now, with trainee, project and rules, by name."""
    return (
        select(Placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .options(
            contains_eager(Placement.enrolment).contains_eager(Enrolment.user),
            joinedload(Placement.project),
            joinedload(Placement.requirement_set),
        )
        .where(Placement.id.in_(supervised_by(supervisor, on=on)))
        .where(Placement.state.in_(("active", "completing")))
        .order_by(User.name, Placement.id)
        .limit(30)
    )


def assessed_in(*placement_ids: int) -> Select[int, str]:
    """(placement, target) of every assessment in these placements."""
    return select(Assessment.placement_id, Assessment.target).where(
        Assessment.placement_id.in_(placement_ids)
    )


def supervised_by(user: User, *, on: date) -> Select[int]:
    """Ids of the placements a person supervises on that day, still a supervisor of the edition."""
    placement, trainee = aliased(Placement), aliased(Enrolment)
    return (
        select(SupervisorAssignment.placement_id)
        .join(placement, SupervisorAssignment.placement_id == placement.id)
        .join(trainee, placement.enrolment_id == trainee.id)
        .where(
            SupervisorAssignment.user_id == user.id,
            SupervisorAssignment.role.in_(("primary", "cover")),
            SupervisorAssignment.from_on <= on,
            or_(SupervisorAssignment.until_on.is_(None), SupervisorAssignment.until_on >= on),
            trainee.edition_id.in_(_editions_of_supervisor(user)),
        )
    )


def _editions_of_supervisor(user: User) -> Select[int]:
    mine = aliased(Enrolment)
    return select(mine.edition_id).where(
        mine.user_id == user.id,
        mine.role == Role.SUPERVISOR.value,
        mine.ended_at.is_(None),
    )
