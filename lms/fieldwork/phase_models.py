"""Tables of the long way: pauses, milestones with their gates, reflections (docs/decisions/008)."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.fieldwork.models import LONGEST, Placement, no_longer_than


class Pause(Model):
    """Days on which the plan waits. The trainee asks, a coordinator decides; the answer stays.

    A pause that ends early keeps its reason and gets an earlier last day.
    """

    __tablename__ = "pause"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="dates"),
        CheckConstraint("answer IN ('granted', 'refused')", name="answer"),
        CheckConstraint("(answer IS NULL) = (decided_at IS NULL)", name="decided"),
        no_longer_than(LONGEST["reason"], "reason"),
        no_longer_than(LONGEST["reason"], "remark"),
        Index(
            "uq_pause_open",
            "placement_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id), index=True)
    placement: Mapped[Placement] = relationship()
    first_on: Mapped[date]
    last_on: Mapped[date]
    reason: Mapped[str]
    asked_at: Mapped[datetime]
    answer: Mapped[str | None]
    remark: Mapped[str] = mapped_column(default="")
    decider_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    decider: Mapped[User | None] = relationship()
    decided_at: Mapped[datetime | None]


class MilestoneReview(Model):
    """One asking for the gate behind a milestone, and what the supervisor decided.

    `evidence` has one text for each proof that the course names, in its order. `entrustment` says
    how much help the trainee would need next time, 1 to 5; it is a ladder and never averaged.
    """

    __tablename__ = "milestone_review"
    __table_args__ = (
        UniqueConstraint("placement_id", "milestone", "number"),
        CheckConstraint("decision IN ('opened', 'not_yet')", name="decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
        CheckConstraint("entrustment BETWEEN 1 AND 5", name="entrustment"),
        no_longer_than(LONGEST["comment"], "reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    placement: Mapped[Placement] = relationship()
    milestone: Mapped[str]
    number: Mapped[int]
    evidence: Mapped[list[str]] = mapped_column(JSON)
    asked_at: Mapped[datetime]
    decision: Mapped[str | None]
    reason: Mapped[str] = mapped_column(default="")
    entrustment: Mapped[int | None]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    reviewer: Mapped[User | None] = relationship()
    decided_at: Mapped[datetime | None]


class Reflection(Model):
    """What a trainee thinks at the end of a week or month: what, so what, now what (Driscoll)."""

    __tablename__ = "reflection"
    __table_args__ = (
        UniqueConstraint("placement_id", "target"),
        *(
            no_longer_than(LONGEST["reflection"], name)
            for name in ("what", "so_what", "now_what", "question")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    target: Mapped[str]
    what: Mapped[str]
    so_what: Mapped[str]
    now_what: Mapped[str]
    question: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict
