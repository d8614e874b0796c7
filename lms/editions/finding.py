"""The edition an address names and what the reader is in it; 404 or 403 otherwise."""

from flask import abort

from lms.accounts.session import me
from lms.content.course import Course
from lms.db import db
from lms.editions import queries
from lms.editions.models import Edition, Enrolment
from lms.editions.roles import my_enrolments, my_traineeship


def the_edition(edition_id: int) -> Edition:
    """Known from the reader's own roles, which every page asks for; else by query."""
    mine = next((row.edition for row in my_enrolments() if row.edition_id == edition_id), None)
    if mine is not None:
        return mine
    if not me().is_administrator:
        abort(404)
    return db.find_or_404(queries.editions_for(me()).where(Edition.id == edition_id))


def my_traineeship_or_403(course: Course) -> Enrolment:
    """Others may look at a course; only its trainees note lessons and take quizzes."""
    return my_traineeship(course.id) or abort(403)
