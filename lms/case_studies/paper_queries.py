"""What is asked about case papers. What their authors see holds no grade before its release."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, select, tuple_
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload, load_only, selectinload

from lms.accounts.models import User
from lms.case_studies.models import (
    CaseGrade,
    CasePaper,
    CasePaperAttempt,
    CasePaperAuthor,
    CasePaperFile,
)
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.queries import people_of

WITH_AUTHORS = (
    selectinload(CasePaper.authors).joinedload(CasePaperAuthor.enrolment).joinedload(Enrolment.user)
)
_AUTHORS_TOO = (
    joinedload(CasePaper.authors).joinedload(CasePaperAuthor.enrolment).joinedload(Enrolment.user)
)
WITH_FILES = selectinload(CasePaper.files).joinedload(CasePaperFile.file)
WAITING, UNRELEASED, RETURNED, RELEASED = "waiting", "unreleased", "returned", "released"
"""The four lists of those who grade."""


def paper_of(enrolment: Enrolment, case_id: str) -> Select[CasePaper]:
    """The paper of which this trainee is an author, with its attempts, files and authors.

    Its grade comes with it only if that is released.
    """
    return (
        select(CasePaper)
        .options(
            selectinload(CasePaper.attempts).joinedload(CasePaperAttempt.returned_by),
            _RELEASED_GRADE.joinedload(CaseGrade.assessor),
            _AUTHORS_TOO,
            joinedload(CasePaper.files).joinedload(CasePaperFile.file),
        )
        .where(CasePaper.id.in_(_written_by(enrolment).where(CasePaperAuthor.case_id == case_id)))
    )


def paper_in_hand(enrolment: Enrolment, case_id: str) -> Select[CasePaper]:
    """The same, to be changed: as the database has it now."""
    return (
        select(CasePaper)
        .where(CasePaper.id.in_(_written_by(enrolment).where(CasePaperAuthor.case_id == case_id)))
        .execution_options(populate_existing=True)
    )


def papers_by(enrolment: Enrolment) -> Select[CasePaper]:
    """All papers of a trainee, for lists; with their grades if those are released."""
    return (
        select(CasePaper)
        .options(_RELEASED_GRADE.load_only(CaseGrade.points, CaseGrade.released_at))
        .where(CasePaper.id.in_(_written_by(enrolment)))
    )


def _written_by(enrolment: Enrolment) -> Select[int]:
    return select(CasePaperAuthor.paper_id).where(CasePaperAuthor.enrolment_id == enrolment.id)


def paper_to_grade(
    edition: Edition, paper_id: int, grader: User, *, with_files: bool = True
) -> Select[CasePaper]:
    """A paper that was handed in by somebody else, with all that its desk shows."""
    return (
        select(CasePaper)
        .join(CasePaper.enrolment)
        .options(
            contains_eager(CasePaper.enrolment).joinedload(Enrolment.user),
            selectinload(CasePaper.attempts).joinedload(CasePaperAttempt.returned_by),
            joinedload(CasePaper.grade).joinedload(CaseGrade.assessor),
            _AUTHORS_TOO,
            *((WITH_FILES,) if with_files else ()),
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
        ~_by_this_person(grader),
        CasePaper.state != "draft",
    )


def _by_this_person(person: User) -> ColumnElement[bool]:
    """Somebody who grades may be one of a group elsewhere in the edition."""
    seat = aliased(Enrolment)
    return exists().where(
        CasePaperAuthor.paper_id == CasePaper.id,
        CasePaperAuthor.enrolment_id == seat.id,
        seat.user_id == person.id,
    )


def published(edition: Edition, case_id: str) -> Select[CasePaper]:
    """Papers that the edition may read: graded, released, and all their authors agree."""
    refused = exists().where(
        CasePaperAuthor.paper_id == CasePaper.id, CasePaperAuthor.consented_at.is_(None)
    )
    return (
        select(CasePaper)
        .join(CasePaper.enrolment)
        .join(CasePaper.grade)
        .options(WITH_AUTHORS)
        .where(Enrolment.edition_id == edition.id, CasePaper.case_id == case_id)
        .where(CasePaper.state == "graded", _RELEASED, ~refused)
        .order_by(CasePaper.submitted_at, CasePaper.id)
    )


def published_paper(edition: Edition, case_id: str, paper_id: int) -> Select[CasePaper]:
    """One of them, with its files."""
    query = published(edition, case_id).where(CasePaper.id == paper_id)
    return query.options(WITH_FILES)


def with_file(edition: Edition, paper_id: int, file_id: int) -> Select[CasePaperFile]:
    """A file of a paper, with the paper and its authors."""
    return (
        select(CasePaperFile)
        .join(CasePaper, CasePaper.id == CasePaperFile.paper_id)
        .join(Enrolment, Enrolment.id == CasePaper.enrolment_id)
        .options(joinedload(CasePaperFile.file))
        .where(
            CasePaperFile.file_id == file_id,
            CasePaperFile.removed_at.is_(None),
            CasePaper.id == paper_id,
            Enrolment.edition_id == edition.id,
        )
    )


def paper_with_authors(paper_id: int) -> Select[CasePaper]:
    """With its grade if that is released."""
    return select(CasePaper).options(_RELEASED_GRADE, WITH_AUTHORS).where(CasePaper.id == paper_id)


def groups_in(edition: Edition, case_id: str) -> Select[CasePaper]:
    """Papers of several authors in one case."""
    several = (
        select(CasePaperAuthor.paper_id)
        .where(CasePaperAuthor.case_id == case_id)
        .group_by(CasePaperAuthor.paper_id)
        .having(func.count() > 1)
    )
    return (
        select(CasePaper)
        .join(CasePaper.enrolment)
        .options(WITH_AUTHORS)
        .where(CasePaper.id.in_(several), Enrolment.edition_id == edition.id)
        .order_by(CasePaper.id)
    )


def without_paper(edition: Edition, case_id: str) -> Select[Enrolment]:
    """Trainees who are no author in this case yet, with their accounts."""
    taken = select(CasePaperAuthor.enrolment_id).where(CasePaperAuthor.case_id == case_id)
    return people_of(edition, Role.TRAINEE).where(Enrolment.id.not_in(taken))


_RELEASED = CaseGrade.released_at.is_not(None)
_RELEASED_GRADE = joinedload(CasePaper.grade.and_(_RELEASED))
_SHOWN_IN_LISTS = (
    WITH_AUTHORS,
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
