"""A version that was drawn: what the second marker reads, and how its grade is shown."""

from datetime import datetime

from flask import url_for

from lms.accounts.models import User
from lms.catalog.find import course_or_404
from lms.content.field_period import Deliverable as Content
from lms.content.field_period import FieldworkPeriod
from lms.db import db
from lms.deliverables import grading, queries
from lms.deliverables.holding import KIND
from lms.deliverables.models import Deliverable
from lms.grading.marks import points
from lms.placements.models import Placement
from lms.second_marks.models import Opinion, SecondMark
from lms.second_marks.subjects import Kind, Work, tell


def name(row: SecondMark) -> Work:
    _kind, work, number = row.subject.split(":")
    what, _period = _asked(row.placement, work)
    href = url_for("deliverables.version", placement_id=row.placement_id, name=work, number=number)
    return Work(f"{what.code} {what.title}".strip(), href)


def _asked(placement: Placement, work: str) -> tuple[Content, FieldworkPeriod]:
    course = course_or_404(placement.enrolment.edition.course_id)
    return next(
        (one, period)
        for period in course.fieldwork.periods
        for one in period.deliverables
        if one.id == work
    )


def show(row: SecondMark, reader: User) -> Work:
    """The version as it was handed in, with its files."""
    del reader
    named = name(row)
    _kind, wanted, number = row.subject.split(":")
    work = _work(row, wanted)
    what, period = _asked(row.placement, wanted)
    about = {
        "version": next(one for one in work.versions if one.number == int(number)),
        "files": [one.file for one in work.files if one.is_in(int(number))],
        "name": wanted,
        "what": what,
        "period": period,
    }
    return Work(named.title, named.href, "deliverables/_to_mark.html", about)


def _work(row: SecondMark, wanted: str) -> Deliverable:
    return db.session.scalars(queries.work_on(row.placement, wanted)).unique().one()


def release(row: SecondMark, holds: Opinion, by: User, at: datetime) -> None:
    """The trainee sees what holds, under the name of who marked first."""
    _kind, wanted, _number = row.subject.split(":")
    work = _work(row, wanted)
    work.placement = row.placement
    grade = grading.standing_grade(work)
    grade.levels, grade.comment = dict(holds.levels), holds.comment
    grade.points = points(row.rubric.rubric, holds.levels)
    grading.show(work, grade, by=by, at=at)


tell(KIND, Kind(name, show, release))
