"""How a deliverable stands: what is known of it to a reader, and whether it is at the level."""

from lms.content import library
from lms.content.course import Course
from lms.content.rubric import Criterion, Rubric
from lms.deliverables.models import Deliverable, DeliverableGrade
from lms.grading.marks import below


def shown_state(work: Deliverable | None, *, grades: bool = False) -> str:
    """Who may not see a grade is not told that there is one: the work is with its graders."""
    if work is None:
        return ""
    return "submitted" if work.state == "graded" and not grades else work.state


def grade_of(work: Deliverable | None) -> DeliverableGrade | None:
    """The one that counts: of the last version that has one among those that were loaded."""
    versions = reversed(work.versions) if work else ()
    return next((row.grade for row in versions if row.grade), None)


def rubric_of(work: Deliverable | None, rubric_id: str | None) -> Rubric | None:
    """The one by which its grading began; before that, today's."""
    if work and work.rubric:
        return work.rubric.rubric
    return library().rubrics[rubric_id] if rubric_id else None


def is_below(work: Deliverable, course: Course) -> bool:
    """Whether the grade that its author has seen is not enough for the certificate."""
    grade = grade_of(work)
    return bool(grade and work.state == "released" and missing(work, grade, course))


def missing(
    work: Deliverable, grade: DeliverableGrade, course: Course
) -> list[tuple[Criterion, int]]:
    """The criteria that are not at their level yet, with that level."""
    rubric = work.rubric.rubric if work.rubric and grade.points is not None else None
    return below(rubric, grade.levels, course.award) if rubric else []
