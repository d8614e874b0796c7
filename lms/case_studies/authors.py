"""Those who answer for a case paper: groups, what is each one's own, and who may read it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from lms.accounts.models import User
from lms.case_studies import paper_queries
from lms.case_studies.models import CaseGrade, CasePaper, CasePaperAuthor, CasePaperFile
from lms.case_studies.states import EDITABLE, PaperMovedOnError
from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.files.models import StoredFile


class TakenError(Exception):
    """Somebody of the group has a paper on this case already."""


def form_group(edition: Edition, case_id: str, chosen: Sequence[int]) -> CasePaper:
    """One empty paper for these trainees, by enrolment."""
    db.hold(edition)
    free = {
        row.id: row for row in db.session.scalars(paper_queries.without_paper(edition, case_id))
    }
    if not set(chosen) <= free.keys():
        raise TakenError
    seats = [free[one] for one in dict.fromkeys(chosen)]
    paper = CasePaper(
        enrolment=seats[0],
        case_id=case_id,
        state="draft",
        version=0,
        authors=[CasePaperAuthor(enrolment=seat, case_id=case_id) for seat in seats],
    )
    db.session.add(paper)
    db.session.flush()
    return paper


def part_group(paper: CasePaper) -> None:
    """As long as the group has written nothing."""
    db.session.refresh(paper, ["state", "version"], with_for_update=True)
    if paper.state != "draft" or paper.version:
        raise PaperMovedOnError("a group that has begun")
    for table in (CasePaperFile, CasePaperAuthor):
        db.session.execute(delete(table).where(table.paper_id == paper.id))
    db.session.execute(delete(CasePaper).where(CasePaper.id == paper.id))


def adjust(paper: CasePaper, author: CasePaperAuthor, *, marks: int, reason: str, by: User) -> None:
    """Marks more or less than the group's for one of them; not once the grade is released."""
    _hold_unreleased(paper)
    author.adjustment, author.adjustment_reason = marks, reason if marks else ""
    author.adjusted_by_id = by.id
    db.session.flush()


def _hold_unreleased(paper: CasePaper) -> None:
    db.session.refresh(paper, ["state"], with_for_update=True)
    released = select(CaseGrade.id).where(
        CaseGrade.paper_id == paper.id, CaseGrade.released_at.is_not(None)
    )
    if db.session.scalar(released) is not None:
        raise PaperMovedOnError("an adjustment beside a released grade")


def agree(author: CasePaperAuthor, *, at: datetime) -> None:
    """The edition may read the paper when all its authors agree."""
    author.consented_at = author.consented_at or at
    db.session.flush()


def disagree(author: CasePaperAuthor) -> None:
    """From now on nobody but authors and graders reads it."""
    author.consented_at = None
    db.session.flush()


def add_file(paper: CasePaper, file: StoredFile) -> None:
    """Beside the text in hand; sent twice, it is there once."""
    known = select(CasePaperFile).where(
        CasePaperFile.paper_id == paper.id, CasePaperFile.file_id == file.id
    )
    row = db.keep_once(CasePaperFile(paper_id=paper.id, file_id=file.id), known)
    row.removed_at = None
    db.session.flush()


def take_off(paper: CasePaper, row: CasePaperFile, *, at: datetime) -> None:
    """A file that was handed in stays in the record of its attempt."""
    if paper.state not in EDITABLE:
        raise PaperMovedOnError("a file of a paper that is with its graders")
    row.removed_at = at
    db.session.flush()


def seat_in(paper: CasePaper, enrolment: Enrolment) -> CasePaperAuthor | None:
    return next((row for row in paper.authors if row.enrolment_id == enrolment.id), None)
