"""Where a trainee works, with whom, and under which rules (docs/decisions/006)."""

from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Enrolment
from lms.placements.periods import Asked, asked_in
from lms.projects.models import Project


class _Pinned(TypeDecorator[Any]):
    """JSON that never changes: rows that hold the same text share what was read from it."""

    impl = JSON
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        read = super().result_processor(dialect, coltype)
        return read and lru_cache(maxsize=256)(read)


class RequirementSet(Model):
    """What a course asked of fieldwork on the day a placement began; never changed afterwards.

    `rules` holds the periods, late limits and shares as the course stated them.
    """

    __tablename__ = "requirement_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    required_minutes: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(_Pinned)
    created_at: Mapped[datetime]

    @cached_property
    def asked(self) -> list[Asked]:
        """Its periods: thirty placements of a list ask for the same ones."""
        return asked_in(self.rules)


class Placement(Model):
    """One trainee's fieldwork in one cluster or network.

    `calendar_factor` is 2 for part time: weeks and months of the plan last twice as long, hours
    stay. `pauses_on` repeats the first and last days of the granted pauses, in their order and
    without gaps between neighbours, so that the plan is known wherever a placement is read.
    """

    __tablename__ = "placement"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("calendar_factor IN (1, 2)", name="calendar_factor"),
        CheckConstraint(
            "state IN ('proposed', 'agreed', 'active', 'paused', 'completing', 'assessed', "
            "'moderated', 'signed_off', 'archived', 'withdrawn', 'terminated')",
            name="state",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    enrolment: Mapped[Enrolment] = relationship()
    project_id: Mapped[int] = mapped_column(ForeignKey(Project.id), index=True)
    project: Mapped[Project] = relationship()
    requirement_set_id: Mapped[int] = mapped_column(ForeignKey(RequirementSet.id))
    requirement_set: Mapped[RequirementSet] = relationship()
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str] = mapped_column(default="UTC")
    calendar_factor: Mapped[int] = mapped_column(default=1)
    pauses_on: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(default="active")
    created_at: Mapped[datetime]
    assignments: Mapped[list["SupervisorAssignment"]] = relationship(
        order_by="SupervisorAssignment.id", back_populates="placement"
    )

    @property
    def paused(self) -> list[tuple[date, date]]:
        """First and last day of each granted pause, in their order."""
        return [
            (date.fromisoformat(first), date.fromisoformat(last))
            for first, last in self.pauses_on or ()
        ]


class SupervisorAssignment(Model):
    """Who supervises a placement, as what, from when; `until_on` empty while it lasts."""

    __tablename__ = "supervisor_assignment"
    __table_args__ = (
        CheckConstraint("role IN ('primary', 'cover', 'second_marker', 'moderator')", name="role"),
        Index("ix_supervisor_assignment_user_id_placement_id", "user_id", "placement_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    placement: Mapped[Placement] = relationship(back_populates="assignments")
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    user: Mapped[User] = relationship()
    role: Mapped[str] = mapped_column(default="primary")
    from_on: Mapped[date]
    until_on: Mapped[date | None]


AHEAD: Final = ("proposed", "agreed")
RUNNING: Final = ("active", "completing")
CLOSED: Final = ("assessed", "moderated", "signed_off", "archived", "withdrawn", "terminated")
GIVEN_UP: Final = ("withdrawn", "terminated")  # it will not be finished
