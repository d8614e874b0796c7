"""What trainees do with their case papers, and what those who grade them do."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.audit import actions as audit
from lms.case_studies import authors, paper_queries
from lms.case_studies.models import (
    CaseGrade,
    CasePaper,
    CasePaperAttempt,
    CasePaperAuthor,
    CasePaperFile,
)
from lms.case_studies.states import EDITABLE, GRADER, TRAINEE, PaperMovedOnError, move
from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.files.models import StoredFile
from lms.grading import actions as grading
from lms.grading.marks import points


class StalePaperError(Exception):
    """The text was changed on another device; `current` is what stands now."""

    def __init__(self, current: CasePaper) -> None:
        super().__init__("the paper was changed elsewhere")
        self.current = current


def write(
    enrolment: Enrolment,
    case_id: str,
    would_change: str,
    *,
    seen: int,
    file: StoredFile | None = None,
) -> CasePaper:
    """Keep the text in hand. `seen` is the version that the writing started from, 0 for none.

    Raises StalePaperError when another text stands there now, PaperMovedOnError when the paper
    is with those who grade it. The same text sent again changes nothing.
    """
    known = paper_queries.paper_in_hand(enrolment, case_id).with_for_update(of=CasePaper)
    paper = db.session.scalars(known).one_or_none()
    if paper is None:
        paper = db.keep_once(_begun(enrolment, case_id), known)
    if paper.would_change == would_change and (paper.version or not would_change):
        return _with_file(paper, file)
    if paper.state not in EDITABLE:
        raise PaperMovedOnError(f"a new text of what is {paper.state}")
    if paper.version != seen:
        raise StalePaperError(paper)
    paper.would_change = would_change
    paper.version += 1
    db.session.flush()
    return _with_file(paper, file)


def _begun(enrolment: Enrolment, case_id: str) -> CasePaper:
    author = CasePaperAuthor(enrolment_id=enrolment.id, case_id=case_id)
    return CasePaper(
        enrolment_id=enrolment.id, case_id=case_id, state="draft", version=0, authors=[author]
    )


def _with_file(paper: CasePaper, file: StoredFile | None) -> CasePaper:
    """Another file beside the text, as long as the paper is with its authors."""
    if file is not None and paper.state in EDITABLE:
        authors.add_file(paper, file)
    return paper


def hand_in(  # a paper names all that it is made of
    enrolment: Enrolment,
    case_id: str,
    would_change: str,
    *,
    seen: int,
    file: StoredFile | None = None,
    at: datetime,
) -> CasePaper:
    """Keep the text and hand the paper in; handed in already with this text, nothing changes."""
    paper = write(enrolment, case_id, would_change, seen=seen, file=file)
    if paper.state == "submitted":
        return paper
    move(paper, "submitted", TRAINEE)
    paper.times_submitted += 1
    paper.submitted_at = at
    db.session.add(
        CasePaperAttempt(
            paper_id=paper.id,
            number=paper.times_submitted,
            would_change=would_change,
            submitted_at=at,
        )
    )
    db.session.execute(
        update(CasePaperFile)
        .where(CasePaperFile.paper_id == paper.id, CasePaperFile.attempt.is_(None))
        .values(attempt=paper.times_submitted)
    )
    db.session.flush()
    return paper


def return_paper(
    paper: CasePaper, *, attempt: int, reason: str, by: User, at: datetime
) -> CasePaper:
    """Give it back to be improved. `attempt` is the one that was read."""
    _hold(paper, attempt)
    move(paper, "returned", GRADER)
    handed_in = db.session.scalars(
        select(CasePaperAttempt).where(
            CasePaperAttempt.paper_id == paper.id, CasePaperAttempt.number == attempt
        )
    ).one()
    handed_in.returned_at, handed_in.returned_by, handed_in.reason = at, by, reason
    db.session.flush()
    return paper


def grade(
    paper: CasePaper, marking: grading.Marking, *, attempt: int, by: User, at: datetime
) -> CaseGrade:
    """Fill in the rubric, as a draft that its author does not see before it is released."""
    _hold(paper, attempt)
    row = _present_grade(paper)
    if row and row.released_at:
        raise PaperMovedOnError("a new grade beside a released one")
    row = row or CaseGrade(paper_id=paper.id)
    if grading.fill_in(row, marking, by=by, at=at):
        row.points = points(marking.rubric, marking.levels)
    move(paper, "graded", GRADER)
    db.session.flush()
    return row


def release(paper: CasePaper, edition: Edition, *, seen: int, by: User, at: datetime) -> CaseGrade:
    """Show the grade to its author. Raises GradedMeanwhileError when it is not the one seen."""
    row = _standing_grade(paper)
    if row.released_at is None:
        if row.version != seen:
            raise grading.GradedMeanwhileError(row)
        row.released_at = max(at, row.assessed_at)
        db.session.flush()
        _record("released", edition, paper.case_id, [row.id], by=by, at=at)
    return row


def release_all(edition: Edition, case_id: str, *, until: datetime, by: User, at: datetime) -> int:
    """Release what was graded by then in one case of the edition; how many that were."""
    found = db.session.scalars(paper_queries.unreleased(edition, case_id, until=until)).all()
    if found:
        db.session.execute(
            update(CaseGrade)
            .where(CaseGrade.id.in_(found), CaseGrade.released_at.is_(None))
            .values(released_at=at, version=CaseGrade.version + 1)
            .execution_options(synchronize_session=False)
        )
        _record("released", edition, case_id, list(found), by=by, at=at)
    return len(found)


def take_back(paper: CasePaper, edition: Edition, *, by: User, at: datetime) -> CaseGrade:
    """Make a released grade a draft again, so that it can be corrected."""
    row = _standing_grade(paper)
    if row.released_at is not None:
        row.released_at = None
        db.session.flush()
        _record("taken_back", edition, paper.case_id, [row.id], by=by, at=at)
    return row


def _record(
    act: str, edition: Edition, case_id: str, grades: list[int], *, by: User, at: datetime
) -> None:
    audit.note(
        f"case_grade.{act}",
        f"case papers {case_id}",
        by_id=by.id,
        at=at,
        chain=f"edition:{edition.id}",
        grades=grades,
    )


def _hold(paper: CasePaper, attempt: int) -> None:
    """Keep others from deciding meanwhile; refuse when another attempt stands there now."""
    db.session.refresh(paper, ["state", "times_submitted"], with_for_update=True)
    if paper.times_submitted != attempt:
        raise PaperMovedOnError("another attempt than the one that was read")


def _standing_grade(paper: CasePaper) -> CaseGrade:
    db.session.refresh(paper, ["state"], with_for_update=True)
    row = _present_grade(paper)
    if row is None:
        raise PaperMovedOnError("no grade to release")
    return row


def _present_grade(paper: CasePaper) -> CaseGrade | None:
    """Asked with the paper held, so that the second of two graders finds the first one's."""
    known = (
        select(CaseGrade)
        .options(joinedload(CaseGrade.assessor))
        .where(CaseGrade.paper_id == paper.id)
    )
    return db.session.scalars(known.execution_options(populate_existing=True)).one_or_none()
