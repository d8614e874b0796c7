"""What a gradebook may know of case papers: marks that are released, and nothing before."""

from typing import Final

from sqlalchemy import ColumnElement, Select, case, select

from lms.case_studies.models import CaseGrade, CasePaperAuthor
from lms.editions.models import Edition, Enrolment
from lms.grading.marks import MOST, mark

POINTS_OF_A_MARK = MOST // 100
_adjusted = CaseGrade.points + POINTS_OF_A_MARK * CasePaperAuthor.adjustment
OWN_POINTS: Final[ColumnElement[int]] = case(
    (_adjusted > MOST, MOST), (_adjusted < 0, 0), else_=_adjusted
)
"""Those of the paper with what was adjusted for one author alone, of 400."""


def released_marks(edition: Edition) -> Select[int, str, int]:
    """(enrolment, case, points of 400) for every released grade of the edition's trainees.

    Each author of a group has the group's points and what was adjusted for them alone.
    `lms.grading.marks.mark` turns points into a mark of 100. A case without a row has no released
    grade: its paper may be unwritten, waiting, returned or graded, and a gradebook cannot tell.
    """
    return (
        select(CasePaperAuthor.enrolment_id, CasePaperAuthor.case_id, OWN_POINTS.label("points"))
        .join(CaseGrade, CaseGrade.paper_id == CasePaperAuthor.paper_id)
        .join(Enrolment, CasePaperAuthor.enrolment_id == Enrolment.id)
        .where(Enrolment.edition_id == edition.id, CaseGrade.released_at.is_not(None))
        .order_by(CasePaperAuthor.enrolment_id, CasePaperAuthor.case_id)
    )


def own_mark(author: CasePaperAuthor, points: int) -> float:
    """The same of 100, for one author whose paper's points are known."""
    return mark(min(MOST, max(0, points + POINTS_OF_A_MARK * author.adjustment)))
