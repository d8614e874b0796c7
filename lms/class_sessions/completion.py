"""What attendance adds to the award, where the course asks for a share of its class."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _

from lms.catalog.find import course_or_404
from lms.class_sessions.rates import own_record
from lms.class_sessions.units import Share
from lms.completion.requirements import Requirement, entitle, provide
from lms.content.course import Course
from lms.learning.models import Enrolment


@entitle
def title_of_attendance(course: Course) -> dict[str, str]:
    asked = course.award.attendance_share
    if asked is None:
        return {}
    return {"attendance": _("Attend at least %(percent)s%% of the class", percent=int(asked * 100))}


@provide
def requirement_of_attendance(enrolment: Enrolment, at: datetime) -> list[Requirement]:
    """Out of the whole timetable, so that one good first day is not yet the award."""
    del at
    course = course_or_404(enrolment.edition.course_id)
    asked = course.award.attendance_share
    if asked is None:
        return []
    record = own_record(enrolment)
    needed = Share(most=record.whole).needed(asked)
    return [
        Requirement(
            "attendance",
            title_of_attendance(course)["attendance"],
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
