"""Entries after the field-log standards the platform follows (docs/decisions/006).

The unit of recording is the entry: a UUID made where it was written plus immutable versions.
Hours are an append-only ledger of minutes.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.actors.models import Actor
from lms.db import Model, no_longer_than
from lms.placements.models import Placement
from lms.placements.requirements import REASON_AFTER_DAYS

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
    "role": 120,
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
        Index("ix_log_entry_placement_id_state", "placement_id", "state"),
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
    current_id: Mapped[UUID | None] = mapped_column(index=True)
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

    Lateness is judged from when it was written, never from `received_at`: `recorded_at` is what the
    device's clock said, `device_time`, put right by what that clock was off, and `recorded_on` its
    day where the fieldwork is. What was put together from two devices lies over the one, and was
    `forked_from` an earlier version.
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
    forked_from: Mapped[UUID | None]
    activity_date: Mapped[date]
    minutes: Mapped[int]
    category: Mapped[str]
    activity: Mapped[str]
    step: Mapped[str]
    factor: Mapped[str] = mapped_column(default="")
    competencies: Mapped[list[str]] = mapped_column(JSON, default=list)
    place: Mapped[str] = mapped_column(default="")
    rough_place: Mapped[str] = mapped_column(default="", server_default="")
    people_met: Mapped[str] = mapped_column(default="")
    facts: Mapped[str]
    own_act: Mapped[str] = mapped_column(default="")
    meaning: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    surprise: Mapped[str] = mapped_column(default="")
    consent_given: Mapped[bool] = mapped_column(default=False)
    late_reason: Mapped[str] = mapped_column(default="")
    recorded_at: Mapped[datetime]
    recorded_on: Mapped[date | None]
    received_at: Mapped[datetime]
    device_time: Mapped[datetime | None]
    device_time_zone: Mapped[str] = mapped_column(default="")
    clock_offset_seconds: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str]
    met: Mapped[list["EntryActor"]] = relationship(order_by="EntryActor.position")

    @property
    def missing(self) -> list[str]:
        """What a supervisor needs and is not written yet, by the names of `vocabulary.MISSING`."""
        written_on = self.recorded_on or self.recorded_at.date()
        late = (written_on - self.activity_date).days > REASON_AFTER_DAYS
        needed = {
            "facts": self.facts,
            "next_step": self.next_step,
            "step": self.step,
            "consent_given": self.consent_given or not self.people_met,
            "late_reason": self.late_reason or not late,
        }
        return [name for name, written in needed.items() if not written]


class EntryActor(Model):
    """Whom a version says was met: as what, and how many people came for them."""

    __tablename__ = "entry_actor"
    __table_args__ = (
        UniqueConstraint("version_id", "position"),
        CheckConstraint("headcount > 0 AND women >= 0 AND men >= 0", name="headcount"),
        CheckConstraint("women + men <= headcount", name="women_and_men"),
        no_longer_than(LONGEST["role"], "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntryVersion.id))
    position: Mapped[int]
    actor_id: Mapped[int] = mapped_column(ForeignKey(Actor.id), index=True)
    actor: Mapped[Actor] = relationship()
    role: Mapped[str] = mapped_column(default="")
    headcount: Mapped[int | None]
    women: Mapped[int | None]
    men: Mapped[int | None]


class LogConflict(Model):
    """Two devices changed the same: `mine` came later and was set aside, until one is chosen."""

    __tablename__ = "log_conflict"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntry.id), index=True)
    mine_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntryVersion.id), unique=True)
    mine: Mapped[LogEntryVersion] = relationship(foreign_keys=[mine_id])
    theirs_id: Mapped[UUID] = mapped_column(ForeignKey(LogEntryVersion.id))
    noticed_at: Mapped[datetime]
    chosen_id: Mapped[UUID | None] = mapped_column(ForeignKey(LogEntryVersion.id))


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


class ReviewOpening(Model):
    """Who has an entry open to review it, for the others to see; it lapses by itself."""

    __tablename__ = "review_opening"

    entry_id: Mapped[UUID] = mapped_column(
        ForeignKey(LogEntry.id, ondelete="CASCADE"), primary_key=True
    )
    reviewer_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    reviewer: Mapped[User] = relationship()
    opened_at: Mapped[datetime]


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
