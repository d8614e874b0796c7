"""Deliverables in the list of what waits for who supervises or assesses."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.content import library
from lms.content.field_period import Deliverable as Content
from lms.content.field_period import FieldworkPeriod
from lms.db import db
from lms.deliverables import queries
from lms.deliverables.models import Deliverable
from lms.i18n import language
from lms.placements.waiting import Among, Mark, Source, Waiting, tell


def rows(
    person: User, on: date, after: Mark | None, most: int, among: Among = None
) -> list[Waiting]:
    found = db.session.scalars(queries.queue(person, on=on, after=after, most=most, among=among))
    return [_row(work) for work in found]


def _row(work: Deliverable) -> Waiting:
    assert work.submitted_at is not None  # noqa: S101  # the queue holds what was handed in
    (what, period), kind = asked_for(work), _("Deliverable")
    return Waiting(
        again=work.times_submitted > 1,
        since=work.submitted_at,
        id=work.id,
        person=work.placement.enrolment.user.name,
        title=f"{what.code} {what.title}",
        detail=f"{kind} · {work.placement.project.name}",
        text="",
        href=address_of(work),
        notes=(_("not released yet"),) if work.state == "graded" else (),
        language="" if period.translated else period.language,
    )


def asked_for(work: Deliverable) -> tuple[Content, FieldworkPeriod]:
    """What the course says of it; its placement, enrolment and edition must be loaded."""
    course = library().courses[work.placement.enrolment.edition.course_id].in_language(language())
    return next(
        (row, period)
        for period in course.fieldwork.periods
        for row in period.deliverables
        if row.id == work.name
    )


def next_for(person: User, *, on: date, but: Deliverable) -> str | None:
    """The address of what waits to be read, other than what was just decided."""
    unread = queries.queue(person, on=on, most=2).where(Deliverable.state == "submitted")
    found = db.session.scalars(unread)
    return next((address_of(row) for row in found if row.id != but.id), None)


def address_of(work: Deliverable) -> str:
    return url_for("deliverables.review_deliverable", work_id=work.id)


def count(person: User, on: date) -> int:
    return db.session.execute(*queries.count_waiting(person, on=on)).one()[0]


tell(Source(rows, count))
