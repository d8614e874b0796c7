"""What the addresses of learning name, found as the reader may see it; 404 otherwise."""

from flask import abort

from lms.accounts.session import me
from lms.catalog.find import course_or_404, electives_of
from lms.content.course import Course, Day, Lesson
from lms.content.elective import Elective
from lms.db import db
from lms.learning import queries
from lms.learning.models import Edition, Enrolment, Role
from lms.learning.progress import Progress, progress_of
from lms.learning.roles import my_enrolments, my_traineeship


def the_edition(edition_id: int) -> Edition:
    """Known from the reader's own roles, which every page asks for; else by query."""
    mine = next((row.edition for row in my_enrolments() if row.edition_id == edition_id), None)
    if mine is not None:
        return mine
    if not me().is_administrator:
        abort(404)
    return db.find_or_404(queries.editions_for(me()).where(Edition.id == edition_id))


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


def my_traineeship_or_403(course: Course) -> Enrolment:
    """Others may look at a course; only its trainees note lessons and take quizzes."""
    return my_traineeship(course.id) or abort(403)
