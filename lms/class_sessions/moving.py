"""How a timetable comes into being and goes along with its edition."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import insert

from lms.class_sessions import actions, queries
from lms.class_sessions.actions import Details, Pattern
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.intakes.dates import Shift
from lms.intakes.parts import Copying, Opening, when_copied, when_opened
from lms.learning.models import Edition


@when_opened
def make_timetable(edition: Edition, opening: Opening, at: datetime) -> None:
    actions.plan(edition, opening.days, Pattern(opening.starts, room=opening.room), at=at)


@when_copied
def copy_timetable(copying: Copying) -> None:
    """Sessions with their rooms and links, without marks, codes, and what was cancelled."""
    sessions = db.session.scalars(queries.sessions_of(copying.edition))
    rows = [
        actions.row_of(copying.copy, _moved(session, copying.shift), at=copying.at)
        for session in sessions
        if session.cancelled_at is None
    ]
    if rows:
        db.session.execute(insert(ClassSession), rows, execution_options={"render_nulls": True})


def _moved(session: ClassSession, shift: Shift) -> Details:
    """At the same hour on the wall, whatever the clocks of that season show."""
    here = session.starts_at.astimezone(session.zone)
    to = shift.of if session.day is None else shift.of_class_day
    there = datetime.combine(to(here.date()), here.time(), session.zone)
    starts_at, length = there.astimezone(UTC), session.ends_at - session.starts_at
    details = actions.details_of(session)
    return replace(details, starts_at=starts_at, ends_at=starts_at + length)
