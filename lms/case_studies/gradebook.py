"""What a gradebook may know of case papers: marks that are released, and nothing before."""

from sqlalchemy import Select, select

from lms.case_studies.models import CaseGrade, CasePaper
from lms.learning.models import Edition, Enrolment


def released_marks(edition: Edition) -> Select[int, str, int]:
    """(enrolment, case, points of 400) for every released grade of the edition's trainees.

    `lms.grading.marks.mark` turns points into a mark of 100. A case without a row has no released
    grade: its paper may be unwritten, waiting, returned or graded, and a gradebook cannot tell.
    """
    return (
        select(CasePaper.enrolment_id, CasePaper.case_id, CaseGrade.points)
        .join(CaseGrade, CaseGrade.paper_id == CasePaper.id)
        .join(Enrolment, CasePaper.enrolment_id == Enrolment.id)
        .where(Enrolment.edition_id == edition.id, CaseGrade.released_at.is_not(None))
        .order_by(CasePaper.enrolment_id, CasePaper.case_id)
    )
