"""Make a timetable, and change it. Marks are in `marking`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert

from lms.class_sessions import check_in, queries
from lms.class_sessions.models import ClassSession, Kind
from lms.class_sessions.times import instant
from lms.db import db
from lms.editions.class_days import ClassDay
from lms.editions.models import Edition


@dataclass(frozen=True)
class Pattern:
    """What the class days of a timetable have in common; `starts` is a time on the wall."""

    starts: time
    kind: Kind = Kind.CLASS
    room: str = ""
    link: str = ""
    has_check_in: bool = False


@dataclass(frozen=True)
class Details:
    """What is said of one session."""

    starts_at: datetime
    ends_at: datetime
    day: str | None = None
    title: str = ""
    kind: str = Kind.CLASS.value
    room: str = ""
    link: str = ""
    has_check_in: bool = False


class ChangedMeanwhileError(Exception):
    """Somebody changed the session after the form was opened; `current` is what stands now."""

    def __init__(self, current: ClassSession) -> None:
        super().__init__("the session was changed elsewhere")
        self.current = current


def plan(edition: Edition, days: Sequence[ClassDay], pattern: Pattern, *, at: datetime) -> int:
    """A session for each class day that has none yet; how many, so 0 when it is done twice."""
    db.hold(edition)
    known = set(db.session.scalars(queries.days_planned(edition)))
    zone = ZoneInfo(edition.time_zone)
    rows = [
        row_of(edition, _of_day(day, pattern, zone), at=at)
        for day in days
        if day.day.ref not in known
    ]
    if rows:
        db.session.execute(insert(ClassSession), rows)
    return len(rows)


def minutes_of(day: ClassDay) -> int:
    """What the rhythm of the day adds up to."""
    return sum(slot.minutes for slot in day.day.rhythm)


def _of_day(day: ClassDay, pattern: Pattern, zone: ZoneInfo) -> Details:
    starts_at = instant(day.date, pattern.starts, zone)
    return Details(
        starts_at,
        starts_at + timedelta(minutes=minutes_of(day)),
        day=day.day.ref,
        kind=pattern.kind.value,
        room=pattern.room,
        link=pattern.link,
        has_check_in=pattern.has_check_in,
    )


def add(edition: Edition, details: Details, *, at: datetime) -> ClassSession:
    """One more session; sent twice, it is added once."""
    db.hold(edition)
    session = ClassSession(**row_of(edition, details, at=at))
    twin = db.session.scalars(queries.twin_of(session)).one_or_none()
    if twin is None:
        db.session.add(session)
        db.session.flush()
    return twin or session


def row_of(edition: Edition, details: Details, *, at: datetime) -> dict[str, Any]:
    """What is kept of a new session."""
    return {
        **{name: getattr(details, name) for name in SAID},
        "edition_id": edition.id,
        "time_zone": edition.time_zone,
        "check_in_key": check_in.new_key() if details.has_check_in else None,
        "created_at": at,
        "changed_at": at,
    }


def change(session: ClassSession, details: Details, *, seen: int, at: datetime) -> None:
    """Say something else of a session; what is equal changes nothing.

    `seen` is the version the form started from: raises ChangedMeanwhileError for another one.
    """
    _hold(session)
    if details_of(session) == details:
        return
    if session.version != seen:
        raise ChangedMeanwhileError(session)
    for name in SAID:
        setattr(session, name, getattr(details, name))
    if details.has_check_in != session.has_check_in:
        session.check_in_key = check_in.new_key() if details.has_check_in else None
    _next_version(session, at)


def details_of(session: ClassSession) -> Details:
    said = {name: getattr(session, name) for name in SAID}
    return Details(**said, has_check_in=session.has_check_in)


def cancel(session: ClassSession, *, why: str, at: datetime) -> None:
    """It stays in the timetable with its reason, and counts for nobody; said once."""
    _hold(session)
    if session.cancelled_at is None:
        session.cancelled_at, session.cancelled_why = at, why
        _next_version(session, at)


def reinstate(session: ClassSession, *, at: datetime) -> None:
    """It takes place after all; marks that were made before count again."""
    _hold(session)
    if session.cancelled_at is not None:
        session.cancelled_at, session.cancelled_why = None, ""
        _next_version(session, at)


def _next_version(session: ClassSession, at: datetime) -> None:
    session.version += 1
    session.changed_at = at
    db.session.flush()


def _hold(session: ClassSession) -> None:
    """Keep others from changing it meanwhile, and look at what they changed before."""
    db.session.refresh(session, CHANGEABLE, with_for_update={"key_share": True})


SAID = ("starts_at", "ends_at", "day", "title", "kind", "room", "link")
CHANGEABLE = (*SAID, "check_in_key", "version", "cancelled_at", "cancelled_why")
