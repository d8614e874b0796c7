"""Milestones of the long way, and the gates behind them (docs/decisions/008)."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.placements.models import Placement

LONGEST_EVIDENCE = 800  # characters, of each proof
LONGEST_REASON = 1500


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
        no_longer_than(LONGEST_REASON, "reason"),
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
