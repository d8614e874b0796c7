"""Where a reader learns what an address names, and how far they are with it."""

from lms.catalog.find import course_or_404, electives_of
from lms.content.class_day import Day, Lesson
from lms.content.course import Course
from lms.content.elective import Elective
from lms.editions.models import Enrolment, Role
from lms.editions.roles import my_enrolments, my_traineeship
from lms.learning.progress import Progress, progress_of


def my_course_with(piece: Day | Lesson, instead_of: Course) -> Course | None:
    """Where the reader learns it, when they came to it in a course that is not theirs.

    Courses share days, and texts link to the course that owns a day: only at home does it count.
    """
    if my_traineeship(instead_of.id):
        return None
    mine = (row.edition.course_id for row in my_enrolments() if row.role == Role.TRAINEE)
    return next((course for course in map(course_or_404, mine) if _has(course, piece)), None)


def _has(course: Course, piece: Day | Lesson) -> bool:
    units: list[Day | Elective] = [*course.days, *electives_of(course)]
    refs = {unit.ref for unit in units} | {row.ref for unit in units for row in unit.lessons}
    return piece.ref in refs


def progress_or_none(trainee: Enrolment | None) -> Progress | None:
    return progress_of(trainee) if trainee else None
