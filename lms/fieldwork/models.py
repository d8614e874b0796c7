"""Tables after the field-log standards the platform follows (docs/decisions/006).

The unit of recording is the entry, of rhythm the week, of grading the week's bundle. An entry is a
UUID made where it was written plus immutable versions; hours are an append-only ledger of minutes.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.grading.models import LONGEST_COMMENT, Grade
from lms.learning.models import Enrolment
from lms.projects.models import Project

LONGEST = {
    "place": 120,
    "people_met": 600,
    "facts": 1500,
    "own_act": 800,
    "meaning": 800,
    "next_step": 400,
    "surprise": 300,
    "late_reason": 300,
    "comment": 1500,
    "assessment": LONGEST_COMMENT,
    "reason": 600,
    "evidence": 800,
    "reflection": 1200,
}
"""Characters of what people write, in the form as in the column."""
WRITTEN = (
    "place",
    "people_met",
    "facts",
    "own_act",
    "meaning",
    "next_step",
    "surprise",
    "late_reason",
)


def no_longer_than(most: int, column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) <= {most}", name=f"{column}_length")


class RequirementSet(Model):
    """What a course asked of fieldwork on the day a placement began; never changed afterwards.

    `rules` holds the periods, late limits and shares as the course stated them.
    """

    __tablename__ = "requirement_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    required_minutes: Mapped[int]
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


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


class LogEntry(Model):
    """The stable identity of an entry across its versions.

    `activity_date` and `minutes` repeat the current version's, so that lists and queues read one
    table; the version is the record.
    """

    __tablename__ = "log_entry"
    __table_args__ = (
        CheckConstraint(
            "state IN ('draft', 'submitted', 'queried', 'returned', 'approved', 'locked', 'void')",
            name="state",
        ),
        Index("ix_log_entry_placement_id_activity_date", "placement_id", "activity_date"),
        Index("ix_log_entry_state_submitted_at", "state", "submitted_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    placement: Mapped[Placement] = relationship()
    state: Mapped[str] = mapped_column(default="draft")
    activity_date: Mapped[date]
    minutes: Mapped[int]
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    times_returned: Mapped[int] = mapped_column(default=0)
    current_id: Mapped[UUID | None]
    current: Mapped["LogEntryVersion | None"] = relationship(
        primaryjoin="foreign(LogEntry.current_id) == LogEntryVersion.id", viewonly=True
    )
    versions: Mapped[list["LogEntryVersion"]] = relationship(
        primaryjoin="LogEntry.id == LogEntryVersion.entry_id",
        order_by="LogEntryVersion.number",
        viewonly=True,
    )


class LogEntryVersion(Model):
    """What the trainee wrote, once. An edit is a new version that names the one it was based on.

    Lateness is judged from `recorded_at`, the device's clock, never from `received_at`.
    """

    __tablename__ = "log_entry_version"
    __table_args__ = (
        UniqueConstraint("entry_id", "number"),
        CheckConstraint("minutes BETWEEN 15 AND 720", name="minutes"),
        *(no_longer_than(LONGEST[name], name) for name in WRITTEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntry.id))
    number: Mapped[int]
    base_id: Mapped[UUID | None]
    activity_date: Mapped[date]
    minutes: Mapped[int]
    category: Mapped[str]
    activity: Mapped[str]
    step: Mapped[str]
    factor: Mapped[str] = mapped_column(default="")
    competencies: Mapped[list[str]] = mapped_column(JSON, default=list)
    place: Mapped[str] = mapped_column(default="")
    people_met: Mapped[str] = mapped_column(default="")
    facts: Mapped[str]
    own_act: Mapped[str] = mapped_column(default="")
    meaning: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    surprise: Mapped[str] = mapped_column(default="")
    consent_given: Mapped[bool] = mapped_column(default=False)
    late_reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    received_at: Mapped[datetime]
    device_time_zone: Mapped[str] = mapped_column(default="")
    clock_offset_seconds: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str]


class Review(Model):
    """A supervisor's decision on one version; an edit afterwards visibly leaves it behind."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("version_id", "number"),
        CheckConstraint(
            "decision IN ('approved', 'returned', 'queried', 'reopened')", name="decision"
        ),
        CheckConstraint("minutes_allowed >= 0", name="minutes_allowed"),
        no_longer_than(LONGEST["comment"], "comment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntry.id), index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntryVersion.id))
    number: Mapped[int]
    reviewer_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    reviewer: Mapped[User] = relationship()
    decision: Mapped[str]
    minutes_allowed: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime]


class HourLedger(Model):
    """Minutes that count, one line each time a decision changes them. Triggers refuse edits."""

    __tablename__ = "hour_ledger"
    __table_args__ = (no_longer_than(LONGEST["comment"], "reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id), index=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntry.id), index=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntryVersion.id))
    review_id: Mapped[int] = mapped_column(ForeignKey(Review.id), unique=True)
    category: Mapped[str]
    minutes: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime]


class Assessment(Grade, Model):
    """A rubric filled in for one target of a placement: `week:1` now, milestones and ends later."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("placement_id", "target"),
        no_longer_than(LONGEST["assessment"], "comment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    target: Mapped[str]
