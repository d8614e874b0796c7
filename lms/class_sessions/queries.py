from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.class_sessions.models import (
    Attendance,
    AttendanceChange,
    ClassSession,
)
from lms.class_sessions.units import COUNTED
from lms.db import Blanks
from lms.editions.models import Edition, Enrolment, Role

SOON = timedelta(hours=24)
REMEMBERED = timedelta(days=14)
"""For so long a session that nobody marked is brought to mind."""


def sessions_of(edition: Edition) -> Select[ClassSession]:
    """The whole timetable, cancelled sessions too."""
    return (
        select(ClassSession)
        .where(ClassSession.edition_id == edition.id)
        .order_by(ClassSession.starts_at, ClassSession.id)
    )


def session_in(edition: Edition, number: int) -> Select[ClassSession]:
    """One session of this edition, with the edition and who saved its register."""
    return (
        select(ClassSession)
        .options(joinedload(ClassSession.edition), joinedload(ClassSession.marked_by))
        .where(ClassSession.edition_id == edition.id, ClassSession.id == number)
    )


def twin_of(session: ClassSession) -> Select[ClassSession]:
    """The same session, added by another click."""
    return (
        select(ClassSession)
        .where(
            ClassSession.edition_id == session.edition_id,
            ClassSession.starts_at == session.starts_at,
            ClassSession.ends_at == session.ends_at,
            ClassSession.day.is_not_distinct_from(session.day),
            ClassSession.title == session.title,
            ClassSession.room == session.room,
            ClassSession.cancelled_at.is_(None),
        )
        .order_by(ClassSession.id)
        .limit(1)
    )


def days_planned(edition: Edition) -> Select[str | None]:
    """Refs of class days that the timetable has already, were it cancelled since."""
    return select(ClassSession.day).where(
        ClassSession.edition_id == edition.id, ClassSession.day.is_not(None)
    )


def days_held(
    editions: Sequence[Edition],
) -> tuple[Select[int, str | None, str, datetime, int], Blanks]:
    """(edition, class day, zone, first start, cancelled) for each class day in a timetable."""
    return DAYS_HELD, {"editions": [row.id for row in editions]}


_CANCELLED = case((ClassSession.cancelled_at.is_(None), 0), else_=1)
DAYS_HELD = (
    select(
        ClassSession.edition_id,
        ClassSession.day,
        ClassSession.time_zone,
        func.min(ClassSession.starts_at).label("starts_at"),
        _CANCELLED.label("cancelled"),
    )
    .where(
        ClassSession.edition_id.in_(bindparam("editions", expanding=True)),
        ClassSession.day.is_not(None),
    )
    .group_by(ClassSession.edition_id, ClassSession.day, ClassSession.time_zone, _CANCELLED)
)


def sessions_of_calendar(
    editions: Collection[int], first: datetime, last: datetime
) -> Select[ClassSession]:
    """Of several editions, with their names, cancelled ones too: between two moments.

    And whatever holds a class day, at any time: a day that no timetable holds has only a date.
    """
    between = and_(ClassSession.ends_at > first, ClassSession.starts_at < last)
    return (
        select(ClassSession)
        .join(ClassSession.edition)
        .options(contains_eager(ClassSession.edition))
        .where(ClassSession.edition_id.in_(editions), or_(between, ClassSession.day.is_not(None)))
        .order_by(ClassSession.starts_at, ClassSession.id)
    )


def soon_or_unmarked(
    mine: Collection[int], taught: Collection[int], seats: Collection[int], at: datetime
) -> tuple[Select[ClassSession, bool], Blanks]:
    """What these editions hold within a day, and what in the taught ones is over and unmarked.

    With whether one of these seats, by enrolment, is marked in it already.
    """
    return _SOON_OR_UNMARKED, {
        "seats": list(seats),
        "mine": list(mine),
        "taught": list(taught),
        "now": at,
        "soon": at + SOON,
        "remembered": at - REMEMBERED,
    }


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=ClassSession.starts_at.type)


# Asked by Today (docs/decisions/007).
_SEAT_IS_MARKED = exists().where(
    Attendance.session_id == ClassSession.id,
    Attendance.enrolment_id.in_(bindparam("seats", expanding=True)),
)
_SOON_OR_UNMARKED = (
    select(ClassSession, _SEAT_IS_MARKED)
    .options(joinedload(ClassSession.edition))
    .where(
        or_(
            and_(
                ClassSession.edition_id.in_(bindparam("mine", expanding=True)),
                ClassSession.ends_at > _moment("now"),
                ClassSession.starts_at < _moment("soon"),
            ),
            and_(
                ClassSession.edition_id.in_(bindparam("taught", expanding=True)),
                ClassSession.ends_at.between(_moment("remembered"), _moment("now")),
                ClassSession.marked_at.is_(None),
                ClassSession.cancelled_at.is_(None),
            ),
        )
    )
    .order_by(ClassSession.starts_at, ClassSession.id)
    .limit(20)
)


def marks_of(session: ClassSession) -> Select[Attendance]:
    """The register as it stands, with who marked."""
    return (
        select(Attendance)
        .options(joinedload(Attendance.marked_by))
        .where(Attendance.session_id == session.id)
    )


def count_marked(session: ClassSession) -> Select[int]:
    return select(func.count(Attendance.id)).where(Attendance.session_id == session.id)


def count_trainees(edition: Edition) -> Select[int]:
    return select(func.count(Enrolment.id)).where(
        Enrolment.edition_id == edition.id,
        Enrolment.role == Role.TRAINEE.value,
        Enrolment.ended_at.is_(None),
    )


def trainees_among(numbers: Collection[int], session: ClassSession) -> Select[int]:
    """Those of these enrolments that are, or were, in the class of the session."""
    return select(Enrolment.id).where(
        Enrolment.id.in_(numbers),
        Enrolment.edition_id == session.edition_id,
        Enrolment.role == Role.TRAINEE,
    )


def mark_of(session: ClassSession, enrolment: Enrolment) -> Select[Attendance]:
    """What stands there of one trainee, with who marked."""
    return marks_of(session).where(Attendance.enrolment_id == enrolment.id)


def own_marks(enrolment: Enrolment) -> Select[Attendance]:
    return select(Attendance).where(Attendance.enrolment_id == enrolment.id)


def counting() -> ColumnElement[bool]:
    """Whether a session makes the attendance rate: held or to come, not cancelled."""
    kinds = [kind.value for kind in COUNTED]
    return and_(ClassSession.cancelled_at.is_(None), ClassSession.kind.in_(kinds))


def counted_sessions(edition: Edition) -> Select[ClassSession]:
    return sessions_of(edition).where(counting())


def marks_in(edition: Edition, enrolments: Collection[int]) -> Select[int, int, str, int | None]:
    """(enrolment, session, status, units) of these trainees in what counts: many, so plain."""
    counted = counted_sessions(edition).with_only_columns(ClassSession.id).order_by(None)
    return select(
        Attendance.enrolment_id, Attendance.session_id, Attendance.status, Attendance.units
    ).where(Attendance.enrolment_id.in_(enrolments), Attendance.session_id.in_(counted))


def changes_of(
    session: ClassSession, *, before: int | None = None, most: int
) -> Select[AttendanceChange]:
    """A page of what was ever marked, the newest first, with names."""
    query = (
        select(AttendanceChange)
        .options(
            joinedload(AttendanceChange.enrolment).joinedload(Enrolment.user),
            joinedload(AttendanceChange.made_by),
        )
        .where(AttendanceChange.session_id == session.id)
        .order_by(AttendanceChange.id.desc())
        .limit(most + 1)
    )
    return query if before is None else query.where(AttendanceChange.id < before)


def to_check_in(user: User, number: int) -> Select[ClassSession, Enrolment]:
    """A session with check-in, and the reader's enrolment as its trainee."""
    return (
        select(ClassSession, Enrolment)
        .join(Enrolment, Enrolment.edition_id == ClassSession.edition_id)
        .options(joinedload(ClassSession.edition), joinedload(Enrolment.user))
        .where(
            ClassSession.id == number,
            ClassSession.check_in_key.is_not(None),
            Enrolment.user_id == user.id,
            Enrolment.role == Role.TRAINEE.value,
            Enrolment.ended_at.is_(None),
        )
    )
