"""What the mail of the day asks about work that has a date, for many people at once."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from lms.case_studies.models import CasePaper, CasePaperAuthor
from lms.deliverables.models import Deliverable
from lms.editions.models import Edition, Enrolment, Role
from lms.extensions.queries import Numbers
from lms.follow_up.queries import SUPERVISES
from lms.placements.models import RUNNING, Placement, SupervisorAssignment
from lms.placements.queries import placements_that_count
from lms.quizzes.models import QuizAttempt
from lms.stretches.models import Assessment, Closing, Reflection
from lms.stretches.queries import IDLE


def handed_in_by(trainees: Numbers) -> CompoundSelect[str, int, str]:
    """(kind, trainee, ref) of what these have done of all that may have a date."""
    quizzes = select(
        literal("quiz").label("kind"), QuizAttempt.enrolment_id, QuizAttempt.day
    ).where(QuizAttempt.enrolment_id.in_(trainees), QuizAttempt.finished_at.is_not(None))
    papers = (
        select(literal("paper"), CasePaperAuthor.enrolment_id, CasePaperAuthor.case_id)
        .join(CasePaper, CasePaper.id == CasePaperAuthor.paper_id)
        .where(CasePaperAuthor.enrolment_id.in_(trainees), CasePaper.times_submitted > 0)
    )
    works = (
        select(
            literal("deliverable"),
            Placement.enrolment_id,
            Edition.course_id + "/" + Deliverable.name,
        )
        .select_from(Deliverable)
        .join(Deliverable.placement)
        .join(Placement.enrolment)
        .join(Enrolment.edition)
        .where(Placement.enrolment_id.in_(trainees), Deliverable.times_submitted > 0)
    )
    logs = (
        select(literal("log"), Placement.enrolment_id, Reflection.target)
        .select_from(Reflection)
        .join(Placement, Placement.id == Reflection.placement_id)
        .where(Placement.enrolment_id.in_(trainees))
    )
    return union_all(quizzes, papers, works, logs)


def working(trainees: Collection[int]) -> Select[Placement]:
    """Where these work in the field now, with the rules."""
    return (
        placements_that_count(trainees)
        .options(joinedload(Placement.enrolment))
        .where(Placement.state.in_(RUNNING))
    )


def papers_to_grade(users: Collection[int]) -> Select[int, int, int, datetime | None]:
    """(grader, edition, case papers that wait, since when the first does)."""
    query = (
        select(
            _GRADER.user_id,
            _GRADER.edition_id,
            func.count(CasePaper.id.distinct()),
            func.min(CasePaper.submitted_at),
        )
        .select_from(CasePaper)
        .join(CasePaper.enrolment)
    )
    return _by_grader(query, users).where(
        _GRADER.role.in_((Role.TRAINER.value, Role.ASSESSOR.value)),
        CasePaper.state == "submitted",
    )


def deliverables_to_grade(
    users: Collection[int], *, on: date
) -> Select[int, int, int, datetime | None]:
    """The same of deliverables: for who supervises the placement, and assessors."""
    query = (
        select(
            _GRADER.user_id,
            _GRADER.edition_id,
            func.count(Deliverable.id.distinct()),
            func.min(Deliverable.submitted_at),
        )
        .select_from(Deliverable)
        .join(Deliverable.placement)
        .join(Placement.enrolment)
    )
    supervises = and_(_GRADER.role == Role.SUPERVISOR.value, _supervised_by_grader(on))
    return _by_grader(query, users).where(
        or_(_GRADER.role == Role.ASSESSOR.value, supervises), Deliverable.state == "submitted"
    )


def supervised(users: Collection[int], *, on: date) -> Select[int, Placement]:
    """(supervisor, placement that runs) with its trainee and rules."""
    return (
        select(_GRADER.user_id, Placement)
        .join(Placement.enrolment)
        .join(_GRADER, _GRADER.edition_id == Enrolment.edition_id)
        .options(contains_eager(Placement.enrolment), joinedload(Placement.requirement_set))
        .where(
            _GRADER.user_id.in_(users),
            _GRADER.role == Role.SUPERVISOR.value,
            _GRADER.ended_at.is_(None),
            Placement.state.in_(RUNNING),
            _supervised_by_grader(on),
        )
        .order_by(_GRADER.user_id, Placement.id)
    )


def assessed(placements: Collection[int]) -> CompoundSelect[int, str]:
    """And what was closed without work: there is nothing to assess."""
    done = select(Assessment.placement_id, Assessment.target).where(
        Assessment.placement_id.in_(placements)
    )
    idle = select(Closing.placement_id, Closing.target).where(
        Closing.placement_id.in_(placements), IDLE
    )
    return done.union_all(idle)


def _supervised_by_grader(on: date) -> ColumnElement[bool]:
    return exists().where(
        SupervisorAssignment.placement_id == Placement.id,
        SupervisorAssignment.user_id == _GRADER.user_id,
        SupervisorAssignment.role.in_(SUPERVISES),
        SupervisorAssignment.from_on <= on,
        or_(SupervisorAssignment.until_on.is_(None), SupervisorAssignment.until_on >= on),
    )


def _by_grader(
    query: Select[int, int, int, datetime | None], users: Collection[int]
) -> Select[int, int, int, datetime | None]:
    """For those of these who have a role in the edition; nobody grades their own."""
    return (
        query.join(_GRADER, _GRADER.edition_id == Enrolment.edition_id)
        .where(
            _GRADER.user_id.in_(users),
            _GRADER.user_id != Enrolment.user_id,
            _GRADER.ended_at.is_(None),
        )
        .group_by(_GRADER.user_id, _GRADER.edition_id)
    )


_GRADER = aliased(Enrolment)
