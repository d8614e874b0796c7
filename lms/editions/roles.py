"""What the reader is, and where: asked once a request, because every page's menu needs it."""

from flask import g

from lms.accounts.session import me_or_none
from lms.db import db
from lms.editions import queries
from lms.editions.models import Enrolment, Role


def my_enrolments() -> list[Enrolment]:
    """The reader's open enrolments with their editions; one statement, kept for the request."""
    if "my_enrolments" not in g:
        person = me_or_none()
        rows = db.session.scalars(*queries.open_enrolments(person)).all() if person else []
        g.my_enrolments = list(rows)
    enrolments: list[Enrolment] = g.my_enrolments
    return enrolments


def my_role_in(edition_id: int, *roles: Role) -> Enrolment | None:
    """The reader's enrolment in this edition in one of these roles."""
    return next(
        (row for row in my_enrolments() if row.edition_id == edition_id and row.role in roles), None
    )


def i_am(*roles: Role) -> bool:
    return any(row.role in roles for row in my_enrolments())


def my_traineeship(course_id: str) -> Enrolment | None:
    """The reader as trainee of this course; in the newest edition, should there be several."""
    return next(
        (
            row
            for row in my_enrolments()
            if row.role == Role.TRAINEE and row.edition.course_id == course_id
        ),
        None,
    )


def i_teach(course_id: str) -> bool:
    """Whether the reader is a trainer or coordinator of an edition of this course."""
    return any(
        row.role in {Role.TRAINER, Role.COORDINATOR} and row.edition.course_id == course_id
        for row in my_enrolments()
    )
