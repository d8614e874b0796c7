"""What is asked about deliverables. What their authors see holds no grade before its release."""

from datetime import date, datetime
from functools import cache
from uuid import UUID

from sqlalchemy import (
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import contains_eager, defer, joinedload, load_only, selectinload

from lms.accounts.models import User
from lms.db import Blanks
from lms.deliverables.models import (
    Deliverable,
    DeliverableFile,
    DeliverableGrade,
    DeliverableReturn,
    DeliverableVersion,
)
from lms.deliverables.states import WITH_GRADERS
from lms.editions.models import Enrolment, Role
from lms.files.models import StoredFile
from lms.placements.models import Placement, SupervisorAssignment
from lms.placements.queries import SUPERVISED, SUPERVISOR
from lms.placements.waiting import Among, Mark
from lms.second_marks.models import SecondMark
from lms.second_marks.queries import is_of

RELEASED = DeliverableGrade.released_at.is_not(None)


def work_on(placement: Placement, name: str) -> Select[Deliverable]:
    """With its versions, files and rubric, and with those grades that are released."""
    return (
        select(Deliverable)
        .options(
            selectinload(Deliverable.versions).options(
                joinedload(DeliverableVersion.returned).joinedload(DeliverableReturn.by),
                joinedload(DeliverableVersion.grade.and_(RELEASED)).joinedload(
                    DeliverableGrade.assessor
                ),
            ),
            selectinload(Deliverable.files).joinedload(DeliverableFile.file),
            joinedload(Deliverable.rubric),
        )
        .where(Deliverable.placement_id == placement.id, Deliverable.name == name)
    )


def works_in(placement: Placement) -> Select[Deliverable]:
    """All that was begun in a placement, for its list: without texts, with released grades."""
    return (
        select(Deliverable)
        .options(
            defer(Deliverable.text, raiseload=True),
            joinedload(Deliverable.rubric),
            selectinload(Deliverable.versions).options(
                load_only(DeliverableVersion.number, raiseload=True),
                joinedload(DeliverableVersion.grade.and_(RELEASED)),
            ),
        )
        .where(Deliverable.placement_id == placement.id)
    )


def states_in(placement: Placement, *, grades: bool) -> Select[str, str]:
    """(deliverable:<state>, name) of all that was begun; a grade is told only with `grades`."""
    state = Deliverable.state if grades else _KNOWN_STATE
    return select(literal(STATE) + state, Deliverable.name).where(
        Deliverable.placement_id == placement.id
    )


STATE = "deliverable:"
_KNOWN_STATE = case((Deliverable.state == "graded", "submitted"), else_=Deliverable.state)


def file_of(placement: Placement, name: str, file_id: int, *, drafts: bool) -> Select[StoredFile]:
    """A file of the work; one that was never handed in only with `drafts`."""
    query = (
        select(StoredFile)
        .join(DeliverableFile, DeliverableFile.file_id == StoredFile.id)
        .join(Deliverable, DeliverableFile.deliverable_id == Deliverable.id)
        .where(Deliverable.placement_id == placement.id, Deliverable.name == name)
        .where(StoredFile.id == file_id)
        .order_by(DeliverableFile.id)
        .limit(1)
    )
    if drafts:
        return query
    return query.where(DeliverableFile.first_version <= Deliverable.times_submitted)


def work_to_grade(grader: User, work_id: UUID, *, on: date) -> tuple[Select[Deliverable], Blanks]:
    """What somebody has handed in to this person, with all that its desk shows."""
    return _work_to_grade(), {"supervisor": grader.id, "today": on, "work": work_id}


@cache
def _work_to_grade() -> Select[Deliverable]:
    return (
        select(Deliverable)
        .join(Deliverable.placement)
        .options(
            contains_eager(Deliverable.placement).options(
                joinedload(Placement.enrolment).options(
                    joinedload(Enrolment.user), joinedload(Enrolment.edition)
                ),
                joinedload(Placement.project),
                joinedload(Placement.requirement_set),
                joinedload(Placement.assignments).joinedload(SupervisorAssignment.user),
            ),
            selectinload(Deliverable.versions).options(
                joinedload(DeliverableVersion.returned).joinedload(DeliverableReturn.by),
                joinedload(DeliverableVersion.grade).joinedload(DeliverableGrade.assessor),
            ),
            selectinload(Deliverable.files).joinedload(DeliverableFile.file),
            joinedload(Deliverable.rubric),
        )
        .where(Deliverable.id == bindparam("work"), Deliverable.times_submitted > 0, _THEIRS)
    )


def queue(
    grader: User,
    *,
    on: date,
    after: Mark | None = None,
    most: int = 50,
    among: Among = None,
) -> Select[Deliverable]:
    """What waits for this person: what came back first, then the longest waiting; no texts."""
    query = (
        select(Deliverable)
        .join(Deliverable.placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .join(Enrolment.edition)
        .options(
            defer(Deliverable.text, raiseload=True),
            contains_eager(Deliverable.placement).options(
                contains_eager(Placement.enrolment).options(
                    contains_eager(Enrolment.user).load_only(User.name, raiseload=True),
                    contains_eager(Enrolment.edition),
                ),
                joinedload(Placement.project),
            ),
        )
        .where(Deliverable.state.in_(WITH_GRADERS), _THEIRS, ~_HELD)
        .where(true() if among is None else Deliverable.placement_id.in_(among))
        .order_by(_AGAIN.desc(), Deliverable.submitted_at, Deliverable.id)
        .limit(most)
        .params(supervisor=grader.id, today=on)
    )
    if after is None:
        return query
    came_back, moment, number = after
    same = and_(Deliverable.submitted_at == moment, Deliverable.id > number)
    later = or_(Deliverable.submitted_at > moment, same)
    if came_back:
        return query.where(or_(_AGAIN.is_(False), and_(_AGAIN, later)))
    return query.where(_AGAIN.is_(False), later)


def count_waiting(grader: User, *, on: date) -> tuple[Select[int, datetime | None], Blanks]:
    """How many wait for this person, and since when the first does."""
    return COUNT_WAITING, {"supervisor": grader.id, "today": on}


_AGAIN = Deliverable.times_submitted > 1
_ASSESSED = select(Enrolment.edition_id).where(
    Enrolment.user_id == SUPERVISOR,
    Enrolment.role == Role.ASSESSOR.value,
    Enrolment.ended_at.is_(None),
)
_OWN = select(Enrolment.id).where(Enrolment.user_id == SUPERVISOR)
_OF_THEM = select(Enrolment.id).where(Enrolment.edition_id.in_(_ASSESSED))
_THEIRS = Deliverable.placement_id.in_(
    select(Placement.id).where(
        or_(Placement.id.in_(SUPERVISED), Placement.enrolment_id.in_(_OF_THEM)),
        Placement.enrolment_id.not_in(_OWN),
    )
)
_HELD = exists().where(
    is_of(
        Deliverable.placement_id,
        literal("deliverable:")
        + Deliverable.name
        + ":"
        + cast(Deliverable.times_submitted, String),
    ),
    SecondMark.settled_at.is_(None),
)
"""It waits for a second mark, and stands in the list as that."""
COUNT_WAITING = select(func.count(Deliverable.id), func.min(Deliverable.submitted_at)).where(
    Deliverable.state.in_(WITH_GRADERS), _THEIRS, ~_HELD
)
