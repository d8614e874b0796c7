from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition, Enrolment

LONGEST = {"title": 120, "room": 120, "link": 500, "cancelled_why": 300}
"""Characters of what people write, in the form as in the column."""


class Kind(StrEnum):
    CLASS = "class"
    ONLINE = "online"
    SUPERVISION = "supervision"
    DEFENCE = "defence"


class Status(StrEnum):
    """What a register says of one person."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


class How(StrEnum):
    """Who put a mark there: whoever holds the session, or the trainee with the code of the room."""

    REGISTER = "register"
    CODE = "code"


_STATUSES = "status IN ('present', 'late', 'excused', 'absent')"
_HOWS = "how IN ('register', 'code')"
_UNITS = "units BETWEEN 0 AND 24"


def no_longer_than(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) <= {LONGEST[column]}", name=f"{column}_length")


class ClassSession(Model):
    """Hours in which an edition meets: an instant in UTC, with the zone of the clock on the wall.

    `day` is the ref of the class day it holds, if any; `title` may then be empty. Each change of
    the session makes a new `version`; taking attendance does not.
    """

    __tablename__ = "class_session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("kind IN ('class', 'online', 'supervision', 'defence')", name="kind"),
        CheckConstraint("day IS NOT NULL OR title <> ''", name="named"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why = '')", name="cancelled"),
        *(no_longer_than(column) for column in LONGEST),
        Index("ix_class_session_edition_id_starts_at", "edition_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    edition: Mapped[Edition] = relationship()
    day: Mapped[str | None]
    title: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default=Kind.CLASS.value)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str]
    room: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    check_in_key: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(default="")
    marked_at: Mapped[datetime | None]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    marked_by: Mapped[User | None] = relationship()

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def has_check_in(self) -> bool:
        return self.check_in_key is not None


class Attendance(Model):
    """What the register says of one trainee in one session now.

    `units` is set where somebody stayed for another number of units than their status stands for.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "enrolment_id"),
        CheckConstraint(_STATUSES, name="status"),
        CheckConstraint(_HOWS, name="how"),
        CheckConstraint(_UNITS, name="units"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ClassSession.id))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    status: Mapped[str]
    units: Mapped[int | None]
    how: Mapped[str]
    marked_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    marked_by: Mapped[User] = relationship()
    marked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class AttendanceChange(Model):
    """One line each time a mark was made or changed. Triggers refuse edits."""

    __tablename__ = "attendance_change"
    __table_args__ = (
        CheckConstraint(_STATUSES, name="status"),
        CheckConstraint(_HOWS, name="how"),
        CheckConstraint(_UNITS, name="units"),
        Index("ix_attendance_change_session_id_id", "session_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(ClassSession.id))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    enrolment: Mapped[Enrolment] = relationship()
    status: Mapped[str]
    units: Mapped[int | None]
    how: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    made_by: Mapped[User] = relationship()
    made_at: Mapped[datetime]
