"""Meetings in the calendar of each who is asked to come, and in the feed that phones follow."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import ngettext

from lms.accounts.models import User
from lms.class_sessions.appointments import Appointment, gives_appointments
from lms.db import db
from lms.meetings import queries
from lms.meetings.models import Meeting


@gives_appointments
def meetings(person: User, begin: datetime, end: datetime) -> Iterable[Appointment]:
    """One statement."""
    rows = db.session.execute(queries.of_person(person, begin, end))
    return [appointment_of(row, number) for row, number in rows]


def appointment_of(meeting: Meeting, people: int) -> Appointment:
    who = ngettext("Meeting of %(num)s person", "Meeting of %(num)s people", people)
    return Appointment(
        key=f"meeting-{meeting.id}",
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_zone=meeting.time_zone,
        place=meeting.place,
        detail=f"{who}. {meeting.cancelled_why}" if meeting.cancelled_why else who,
        href=f"/meetings/{meeting.id}",
        version=meeting.version,
        changed_at=meeting.changed_at,
        cancelled=meeting.cancelled_at is not None,
    )
