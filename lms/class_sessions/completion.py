"""What attendance adds to the award, where the course asks for a share of its class."""

from decimal import Decimal

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import extract

from lms.class_sessions.models import Attendance, ClassSession
from lms.class_sessions.queries import counting
from lms.class_sessions.rates import Said, record_in
from lms.class_sessions.units import Share, units_of
from lms.completion.facts import EDITIONS, ENROLMENTS, Facts, rows_of
from lms.completion.requirements import Requirement, Source, know
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.i18n import show_percent

SESSION, MARKED = "session", "marked"
_SESSIONS = rows_of(
    SESSION,
    -ClassSession.edition_id,
    ref=ClassSession.id,
    number=extract("epoch", ClassSession.ends_at) - extract("epoch", ClassSession.starts_at),
).where(ClassSession.edition_id.in_(EDITIONS), counting())
_MARKED = rows_of(
    MARKED,
    Attendance.enrolment_id,
    ref=Attendance.session_id,
    number=Attendance.units,
    text=Attendance.status,
).where(Attendance.enrolment_id.in_(ENROLMENTS))


def _titles(course: Course) -> dict[str, str]:
    asked = course.award.attendance_share
    if asked is None:
        return {}
    share = show_percent(asked * 100)
    return {"attendance": _("Attend at least %(percent)s of the class", percent=share)}


def _read(enrolment: Enrolment, course: Course, facts: Facts) -> list[Requirement]:
    """Out of the whole timetable, so that one good first day is not yet the award."""
    counted = {int(row.ref): units_of(row.number // 60) for row in facts[SESSION]}
    record = record_in(counted, [Said(int(row.ref), row.text, row.number) for row in facts[MARKED]])
    needed = Share(most=record.whole).needed(course.award.attendance_share or Decimal(0))
    return [
        Requirement(
            "attendance",
            _titles(course)["attendance"],
            0 < needed <= record.so_far.units,
            _(
                "%(done)s of %(all)s units attended, %(needed)s needed",
                done=record.so_far.units,
                all=record.whole,
                needed=needed,
            )
            if record.whole
            else _("The timetable is not made yet"),
            url_for("class_sessions.timetable", edition_id=enrolment.edition_id),
        )
    ]


know(Source(_titles, lambda _course: (_SESSIONS, _MARKED), _read))
