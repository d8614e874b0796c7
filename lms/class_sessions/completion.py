"""What attendance adds to the award, where the course or the rule of an edition asks for it."""

from decimal import Decimal
from functools import partial
from typing import Final

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import extract

from lms.class_sessions.models import Attendance, ClassSession
from lms.class_sessions.queries import counting
from lms.class_sessions.rates import Record, Said, record_in
from lms.class_sessions.units import Share, units_of
from lms.completion.facts import EDITIONS, ENROLMENTS, Facts, rows_of
from lms.completion.requirements import Amount, Requirement, Source, know
from lms.content.course import Course
from lms.editions.models import Enrolment
from lms.i18n import show_percent

KEY, SESSION, MARKED = "attendance", "session", "marked"
USUAL: Final = 80
"""Percent of the class, where a course says nothing."""
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


def _share(course: Course) -> int:
    asked = course.award.attendance_share
    return USUAL if asked is None else int(asked * 100)


def _title(percent: int) -> str:
    return _("Attend at least %(percent)s of the class", percent=show_percent(percent))


def _titles(course: Course) -> dict[str, str]:
    return {KEY: _title(_share(course))}


def _amounts(course: Course) -> dict[str, Amount]:
    ask = _("How much of the class at least, in percent?")
    return {KEY: Amount(_share(course), 100, _("Attend the class"), ask, _title)}


def _read(enrolment: Enrolment, course: Course, facts: Facts) -> list[Requirement]:
    """Out of the whole timetable, so that one good first day is not yet the award."""
    counted = {int(row.ref): units_of(row.number // 60) for row in facts[SESSION]}
    record = record_in(counted, [Said(int(row.ref), row.text, row.number) for row in facts[MARKED]])
    href = url_for("class_sessions.timetable", edition_id=enrolment.edition_id)
    return [_at_least(_share(course), record, href)]


def _at_least(percent: int, record: Record, href: str) -> Requirement:
    needed = Share(most=record.whole).needed(Decimal(percent) / 100)
    return Requirement(
        KEY,
        _title(percent),
        0 < needed <= record.so_far.units,
        _(
            "%(done)s of %(all)s units attended, %(needed)s needed",
            done=record.so_far.units,
            all=record.whole,
            needed=needed,
        )
        if record.whole
        else _("The timetable is not made yet"),
        href,
        at_least=partial(_at_least, record=record, href=href),
    )


def _where(*, asked: bool) -> Source:
    """Of the courses that ask for a share of their class, or of those that only offer it."""

    def here(course: Course) -> bool:
        return (course.award.attendance_share is not None) is asked

    return Source(
        lambda course: _titles(course) if here(course) else {},
        lambda _course: (_SESSIONS, _MARKED),
        _read,
        offered=not asked,
        amounts=lambda course: _amounts(course) if here(course) else {},
    )


know(_where(asked=True))
know(_where(asked=False))
