"""How a timetable comes into being and goes along with its edition."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.orm import joinedload

from lms.class_sessions import actions, queries
from lms.class_sessions.actions import Details, Pattern
from lms.class_sessions.lines import line_of
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions.models import Edition
from lms.intakes.dates import Shift
from lms.intakes.parts import (
    Copying,
    Dated,
    Moving,
    Opening,
    foreseen,
    when_copied,
    when_moved,
    when_opened,
)


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


@foreseen
def sessions_to_move(edition: Edition, shift: Shift) -> Iterable[Dated]:
    return [
        Dated(
            line_of(session, session.zone).title,
            session.starts_at.astimezone(session.zone).date(),
            _moved(session, shift).starts_at.astimezone(session.zone).date(),
        )
        for session in _to_come(edition, shift)
    ]


@when_moved
def move_sessions(moving: Moving) -> None:
    """Each is a new version; registers that were taken keep their session."""
    for session in _to_come(moving.edition, moving.shift):
        details = _moved(session, moving.shift)
        session.starts_at, session.ends_at = details.starts_at, details.ends_at
        session.version, session.changed_at = session.version + 1, moving.at
    db.session.flush()


def _to_come(edition: Edition, shift: Shift) -> list[ClassSession]:
    """What is not before the day from which on things move, and is not marked."""
    query = queries.sessions_of(edition).options(joinedload(ClassSession.edition))
    return [
        row
        for row in db.session.scalars(query)
        if row.starts_at.astimezone(row.zone).date() >= shift.from_on and row.marked_at is None
    ]
