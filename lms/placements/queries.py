"""What is asked about placements.

What is asked all day is put together once and its blanks are filled in when it is asked
(docs/decisions/007). In those `supervisor` is the id of who asks and `today` a date.
"""

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, Date, Integer, Select, bindparam, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.accounts.models import User
from lms.db import Blanks
from lms.editions.models import Edition, Enrolment, Role
from lms.placements.models import GIVEN_UP, RUNNING, Placement, SupervisorAssignment


def placements_that_count(enrolments: Collection[int]) -> Select[Placement]:
    """With their rules; of one trainee the newest comes last."""
    return (
        select(Placement)
        .options(joinedload(Placement.requirement_set))
        .where(Placement.enrolment_id.in_(enrolments), Placement.state.not_in(GIVEN_UP))
        .order_by(Placement.id)
    )


def placement_for(user: User, placement_id: int, *, on: date) -> tuple[Select[Placement], Blanks]:
    """One that a person may see, with trainee, edition, project, rules and supervisors."""
    query = ANY_PLACEMENT if user.is_administrator else SEEN_PLACEMENT
    return query, {"placement": placement_id, "supervisor": user.id, "today": on}


def listed_placements(user: User, *, on: date) -> Select[Placement]:
    """Placements a person may see, with what a row of a list shows: trainee, project and rules."""
    return (
        select(Placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .options(
            contains_eager(Placement.enrolment).contains_eager(Enrolment.user),
            joinedload(Placement.project),
            joinedload(Placement.requirement_set),
        )
        .where(_seen_by(user))
        .params(supervisor=user.id, today=on)
    )


def running_placements(user: User, *, on: date) -> Select[Placement]:
    """Those of them that run, with no more than their plan: there may be hundreds."""
    return (
        select(Placement)
        .join(Placement.enrolment)
        .options(joinedload(Placement.requirement_set))
        .where(_seen_by(user), Placement.state.in_(RUNNING))
        .params(supervisor=user.id, today=on)
        .order_by(Placement.id)
    )


def _seen_by(user: User) -> ColumnElement[bool]:
    return true() if user.is_administrator else SEEN


def twin_of(placement: Placement) -> Select[Placement]:
    """The same fieldwork of the same trainee, set up by another click."""
    return (
        select(Placement)
        .where(
            Placement.enrolment_id == placement.enrolment.id,
            Placement.project_id == placement.project.id,
            Placement.starts_on == placement.starts_on,
            Placement.ends_on == placement.ends_on,
            Placement.state.not_in(GIVEN_UP),
        )
        .order_by(Placement.id)
        .limit(1)
    )


def placed_in(edition: Edition) -> Select[int]:
    """Enrolments of this edition that have a placement which counts."""
    return (
        select(Placement.enrolment_id)
        .join(Placement.enrolment)
        .where(Enrolment.edition_id == edition.id, Placement.state.not_in(GIVEN_UP))
    )


def supervised_by(user: User, *, on: date) -> Select[int]:
    """Ids of the placements a person supervises on that day, still a supervisor of the edition."""
    return SUPERVISED.params(supervisor=user.id, today=on)


SUPERVISOR = bindparam("supervisor", type_=Integer)
_TODAY = bindparam("today", type_=Date)
_MINE = aliased(Enrolment)
_TRAINEE = aliased(Enrolment)
_PLACED = aliased(Placement)
_EDITIONS = select(_MINE.edition_id).where(
    _MINE.user_id == SUPERVISOR,
    _MINE.role == Role.SUPERVISOR.value,
    _MINE.ended_at.is_(None),
)
_STAFFED = select(_MINE.edition_id).where(
    _MINE.user_id == SUPERVISOR,
    _MINE.role != Role.TRAINEE.value,
    _MINE.ended_at.is_(None),
)
_ASSIGNED = (
    select(SupervisorAssignment.placement_id)
    .join(_PLACED, SupervisorAssignment.placement_id == _PLACED.id)
    .join(_TRAINEE, _PLACED.enrolment_id == _TRAINEE.id)
    .where(
        SupervisorAssignment.user_id == SUPERVISOR,
        SupervisorAssignment.from_on <= _TODAY,
        or_(SupervisorAssignment.until_on.is_(None), SupervisorAssignment.until_on >= _TODAY),
    )
)
SUPERVISED = _ASSIGNED.where(
    SupervisorAssignment.role.in_(("primary", "cover")), _TRAINEE.edition_id.in_(_EDITIONS)
)
NAMED = _ASSIGNED.where(
    SupervisorAssignment.role.in_(("second_marker", "moderator")),
    _TRAINEE.edition_id.in_(_STAFFED),
)
_OVERSEEN = select(_MINE.edition_id).where(
    _MINE.user_id == SUPERVISOR,
    _MINE.ended_at.is_(None),
    _MINE.role.in_((Role.COORDINATOR.value, Role.ASSESSOR.value)),
)
SEEN = or_(
    Enrolment.user_id == SUPERVISOR,
    Placement.id.in_(SUPERVISED),
    Placement.id.in_(NAMED),
    Enrolment.edition_id.in_(_OVERSEEN),
)
"""Their own, those they supervise or look at as a second person, those of their editions."""
ANY_PLACEMENT = (
    select(Placement)
    .join(Placement.enrolment)
    .join(Enrolment.user)
    .options(
        contains_eager(Placement.enrolment).options(
            contains_eager(Enrolment.user), joinedload(Enrolment.edition)
        ),
        joinedload(Placement.project),
        joinedload(Placement.requirement_set),
        joinedload(Placement.assignments).joinedload(SupervisorAssignment.user),
    )
    .where(Placement.id == bindparam("placement"))
)
SEEN_PLACEMENT = ANY_PLACEMENT.where(SEEN)
