"""Sessions and marks for tests, each with only what the test names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from lms.accounts.models import User
from lms.class_sessions import actions, marking
from lms.class_sessions.actions import Details
from lms.class_sessions.models import Attendance, AttendanceChange, ClassSession
from lms.class_sessions.weighing import Choice, Mark, Shown
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from tests.people import People, a_person, enrol
from tests.visitor import Visitor

TITLE = "Counting looms together"
NEW = {"starts": "09:00", "kind": "class", "room": "Hall 2", "link": ""}
"""What a coordinator sends for a whole timetable, and for one session."""
FORM = {
    "day": "",
    "title": "Evening of questions",
    "kind": "online",
    "date": "2026-11-25",
    "starts": "18:30",
    "minutes": "90",
    "room": "",
    "link": "https://meet.example.org/weft",
    "has_check_in": "y",
}


def a_session(
    edition: Edition,
    *,
    starts_in: timedelta = timedelta(hours=-2),
    starts_at: datetime | None = None,
    minutes: int = 180,
    **fields: Any,
) -> ClassSession:
    """Two hours ago and three units long, unless said otherwise."""
    begins = starts_at or (datetime.now(UTC) + starts_in).replace(second=0, microsecond=0)
    said: dict[str, Any] = {"title": TITLE, "room": "Room 4"} | fields
    details = Details(begins, begins + timedelta(minutes=minutes), **said)
    session = actions.add(edition, details, at=begins - timedelta(days=20))
    db.session.commit()
    return session


def marked(
    session: ClassSession, trainee: Enrolment, status: str, *, by: User, units: int | None = None
) -> Attendance:
    """Said of one trainee by somebody who saw what stood there."""
    before = mark_of(session, trainee)
    shown = Shown(before.version if before else 0, None)
    choice = Choice(trainee.id, Mark(status, units), shown)
    marking.mark(session, [choice], by=by, at=datetime.now(UTC))
    db.session.commit()
    found = mark_of(session, trainee)
    assert found is not None
    return found


def mark_of(session: ClassSession, trainee: Enrolment) -> Attendance | None:
    return db.session.scalars(
        select(Attendance).where(
            Attendance.session_id == session.id, Attendance.enrolment_id == trainee.id
        )
    ).one_or_none()


def register(session: ClassSession) -> dict[int, tuple[str, int | None]]:
    """What stands in it, by enrolment."""
    rows = db.session.scalars(select(Attendance).where(Attendance.session_id == session.id))
    return {row.enrolment_id: (row.status, row.units) for row in rows}


def record(session: ClassSession) -> list[tuple[int, str, str]]:
    """Every mark that was ever made: (enrolment, status, name of who made it)."""
    rows = db.session.execute(
        select(AttendanceChange, User)
        .join(User, User.id == AttendanceChange.made_by_id)
        .where(AttendanceChange.session_id == session.id)
        .order_by(AttendanceChange.id)
    )
    return [(row.enrolment_id, row.status, person.name) for row, person in rows]


def a_class(edition: Edition, count: int, *, name: str = "learner") -> list[Enrolment]:
    """So many trainees, in the order of their names."""
    return [enrol(a_person(f"{name}{n:02}"), edition, Role.TRAINEE) for n in range(count)]


def address(session: ClassSession) -> str:
    """Of its register."""
    return f"/editions/{session.edition_id}/sessions/{session.id}/attendance"


def check_in(session: ClassSession) -> str:
    """Where trainees type the code."""
    return f"/sessions/{session.id}/check-in"


def room(session: ClassSession, suffix: str = "") -> str:
    """Where the code is shown."""
    return f"/editions/{session.edition_id}/sessions/{session.id}/code{suffix}"


def controls(visitor: Visitor) -> dict[str, str]:
    """The register on the page as a browser would send it untouched."""
    fields = {}
    for control in visitor.all("form.roll input"):
        attrs = control.attrs
        if attrs.get("name") and (attrs.get("type") != "radio" or "checked" in attrs):
            fields[attrs["name"]] = attrs.get("value") or ""
    return fields


def all_sessions() -> list[ClassSession]:
    return list(db.session.scalars(select(ClassSession).order_by(ClassSession.starts_at)))


def in_autumn(people: People) -> str:
    """Ana's edition begins on Friday 20 November 2026, in Managua; its address."""
    people.edition.starts_on = date(2026, 11, 20)
    people.edition.ends_on = date(2027, 2, 20)
    return f"/editions/{people.edition.id}"
