"""Days on which a placement waits (docs/decisions/008)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.placements.models import Placement

LONGEST_REASON = 600  # characters


class Pause(Model):
    """Days on which the plan waits. The trainee asks, a coordinator decides; the answer stays.

    A pause that ends early keeps its reason and gets an earlier last day.
    """

    __tablename__ = "pause"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="dates"),
        CheckConstraint("answer IN ('granted', 'refused')", name="answer"),
        CheckConstraint("(answer IS NULL) = (decided_at IS NULL)", name="decided"),
        no_longer_than(LONGEST_REASON, "reason"),
        no_longer_than(LONGEST_REASON, "remark"),
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
