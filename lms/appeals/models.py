"""Appeals against one criterion of an assessment (docs/decisions/027)."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.placements.models import Placement

LONGEST_REASON = 1000
FIRST, FINAL = 1, 2


class Appeal(Model):
    """What was asked about one criterion, once. `level` is the one that was given."""

    __tablename__ = "appeal"
    __table_args__ = (
        UniqueConstraint("placement_id", "target", "criterion"),
        no_longer_than(LONGEST_REASON, "reason"),
        no_longer_than(LONGEST_REASON, "escalation"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    placement: Mapped[Placement] = relationship()
    target: Mapped[str]
    criterion: Mapped[str]
    level: Mapped[int]
    reason: Mapped[str]
    marker_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    marker: Mapped[User] = relationship()
    asked_at: Mapped[datetime]
    escalation: Mapped[str] = mapped_column(default="")
    escalated_at: Mapped[datetime | None]
    answers: Mapped[list["Answer"]] = relationship(
        order_by="Answer.number", back_populates="appeal"
    )

    @property
    def turn(self) -> int | None:
        """Whose answer it waits for: the first one, the final one, or none."""
        if not self.answers:
            return FIRST
        return FINAL if self.escalated_at and len(self.answers) < FINAL else None


class Answer(Model):
    """The level that holds from then on, and why; triggers refuse changes."""

    __tablename__ = "appeal_answer"
    __table_args__ = (
        UniqueConstraint("appeal_id", "number"),
        CheckConstraint("number IN (1, 2)", name="number"),
        CheckConstraint("level BETWEEN 1 AND 4", name="level"),
        no_longer_than(LONGEST_REASON, "reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    appeal_id: Mapped[int] = mapped_column(ForeignKey(Appeal.id))
    appeal: Mapped[Appeal] = relationship(back_populates="answers")
    number: Mapped[int]
    level: Mapped[int]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
