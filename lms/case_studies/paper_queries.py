"""What is asked about case papers. What their authors see holds no grade before its release."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.orm import contains_eager, defer, joinedload, load_only, selectinload

from lms.accounts.models import User
from lms.case_studies.models import CaseGrade, CasePaper, CasePaperAttempt
from lms.learning.models import Edition, Enrolment, Role

WAITING, UNRELEASED, RETURNED, RELEASED = "waiting", "unreleased", "returned", "released"
"""The four lists of those who grade."""


def paper_of(enrolment: Enrolment, case_id: str) -> Select[CasePaper]:
    """A trainee's own paper, with its attempts and with its grade if that is released."""
    return (
        select(CasePaper)
        .options(
            selectinload(CasePaper.attempts).joinedload(CasePaperAttempt.returned_by),
            _RELEASED_GRADE.joinedload(CaseGrade.assessor),
        )
        .where(CasePaper.enrolment_id == enrolment.id, CasePaper.case_id == case_id)
    )


def papers_by(enrolment: Enrolment) -> Select[CasePaper]:
    """All papers of a trainee, for lists; with their grades if those are released."""
    return (
        select(CasePaper)
        .options(_RELEASED_GRADE.load_only(CaseGrade.points, CaseGrade.released_at))
        .where(CasePaper.enrolment_id == enrolment.id)
    )


def paper_to_grade(edition: Edition, paper_id: int, grader: User) -> Select[CasePaper]:
    """A paper that was handed in by somebody else, with all that its desk shows."""
    return (
        select(CasePaper)
        .join(CasePaper.enrolment)
        .options(
            contains_eager(CasePaper.enrolment).joinedload(Enrolment.user),
            selectinload(CasePaper.attempts).joinedload(CasePaperAttempt.returned_by),
            joinedload(CasePaper.grade).joinedload(CaseGrade.assessor),
        )
        .where(CasePaper.id == paper_id, *_theirs(edition, grader))
    )


def queue(
    edition: Edition,
    grader: User,
    shown: str,
    *,
    case_id: str = "",
    after: tuple[datetime, int] | None = None,
    most: int = 50,
) -> Select[CasePaper]:
    """A page of one of the four lists, the paper handed in first at the top; without its text."""
    query = (
        select(CasePaper)
        .join(CasePaper.enrolment)
        .join(Enrolment.user)
        .outerjoin(CasePaper.grade)
        .options(*_SHOWN_IN_LISTS)
        .where(*_theirs(edition, grader), _LISTS[shown])
        .order_by(CasePaper.submitted_at, CasePaper.id)
        .limit(most + 1)
    )
    if case_id:
        query = query.where(CasePaper.case_id == case_id)
    if after is not None:
        query = query.where(tuple_(CasePaper.submitted_at, CasePaper.id) > tuple_(*after))
    return query


def counts(edition: Edition, grader: User) -> Select[str, str, bool, int]:
    """(case, state, whether released, papers) of what others have handed in."""
    return (
        select(CasePaper.case_id, CasePaper.state, _RELEASED.label("released"), func.count())
        .join(CasePaper.enrolment)
        .outerjoin(CasePaper.grade)
        .where(*_theirs(edition, grader))
        .group_by(CasePaper.case_id, CasePaper.state, "released")
    )


def waiting_for(grader: User) -> Select[int, int]:
    """(edition, papers that wait) in the editions where this person is trainer or assessor."""
    mine = select(Enrolment.edition_id).where(
        Enrolment.user_id == grader.id,
        Enrolment.ended_at.is_(None),
        Enrolment.role.in_((Role.TRAINER.value, Role.ASSESSOR.value)),
    )
    return (
        select(Enrolment.edition_id, func.count())
        .select_from(CasePaper)
        .join(CasePaper.enrolment)
        .where(Enrolment.edition_id.in_(mine), Enrolment.user_id != grader.id)
        .where(CasePaper.state == "submitted")
        .group_by(Enrolment.edition_id)
        .order_by(func.min(CasePaper.submitted_at))
    )


def unreleased(edition: Edition, case_id: str, *, until: datetime) -> Select[int]:
    """Ids of the grades of one case that wait to be released and were given by then."""
    return (
        select(CaseGrade.id)
        .join(CasePaper, CaseGrade.paper_id == CasePaper.id)
        .join(CasePaper.enrolment)
        .where(Enrolment.edition_id == edition.id, CasePaper.case_id == case_id)
        .where(CaseGrade.released_at.is_(None), CaseGrade.assessed_at <= until)
    )


def _theirs(edition: Edition, grader: User) -> tuple[ColumnElement[bool], ...]:
    """Handed in, in this edition, and not the grader's own."""
    return (
        Enrolment.edition_id == edition.id,
        Enrolment.user_id != grader.id,
        CasePaper.state != "draft",
    )


_RELEASED = CaseGrade.released_at.is_not(None)
_RELEASED_GRADE = joinedload(CasePaper.grade.and_(_RELEASED))
_SHOWN_IN_LISTS = (
    defer(CasePaper.would_change, raiseload=True),
    contains_eager(CasePaper.enrolment).options(
        load_only(Enrolment.id, Enrolment.edition_id, raiseload=True),
        contains_eager(Enrolment.user).load_only(User.name, raiseload=True),
    ),
    contains_eager(CasePaper.grade).load_only(CaseGrade.points, raiseload=True),
)
_LISTS = {
    WAITING: CasePaper.state == "submitted",
    RETURNED: CasePaper.state == "returned",
    UNRELEASED: and_(CasePaper.state == "graded", CaseGrade.released_at.is_(None)),
    RELEASED: and_(CasePaper.state == "graded", _RELEASED),
}
