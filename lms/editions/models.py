from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model


class Role(StrEnum):
    """What a person is in one edition; one person may be several things."""

    TRAINEE = "trainee"
    TRAINER = "trainer"
    SUPERVISOR = "supervisor"
    ASSESSOR = "assessor"
    COORDINATOR = "coordinator"


class Edition(Model):
    """One intake of a course. The course itself is content: a row only points at its id.

    `days_off` are the first and last days of whatever has no class besides weekends.
    """

    __tablename__ = "edition"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("length(name) <= 120", name="name_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str] = mapped_column(default="en")
    country: Mapped[str] = mapped_column(default="")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    days_off: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]

    @property
    def off(self) -> list[tuple[date, date]]:
        return [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in self.days_off or ()]


class Enrolment(Model):
    """A person in an edition, in one role."""

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("edition_id", "user_id", "role"),
        CheckConstraint(
            "role IN ('trainee', 'trainer', 'supervisor', 'assessor', 'coordinator')", name="role"
        ),
        Index("ix_enrolment_user_id_role", "user_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    edition: Mapped[Edition] = relationship()
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    user: Mapped[User] = relationship()
    role: Mapped[str]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    stopped: Mapped["ReadingPlace | None"] = relationship(passive_deletes=True)


class ReadingPlace(Model):
    """The page of the course that the trainee read last, on whatever device.

    `section` is the id of the heading that was in sight, as far as the device could say.
    """

    __tablename__ = "reading_place"
    __table_args__ = (CheckConstraint("length(section) <= 120", name="section_length"),)

    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), primary_key=True)
    kind: Mapped[str]
    ref: Mapped[str]
    section: Mapped[str] = mapped_column(default="")
    read_at: Mapped[datetime]
