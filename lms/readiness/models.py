from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.placements.models import Placement

LONGEST_REASON = 1500
READY, NOT_YET = "ready", "not_yet"


class SupervisorWord(Model):
    """What a supervisor said of a trainee, and why. The newest counts; triggers refuse changes."""

    __tablename__ = "supervisor_word"
    __table_args__ = (
        CheckConstraint("said IN ('ready', 'not_yet')", name="said"),
        no_longer_than(LONGEST_REASON, "reasons"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id), index=True)
    placement: Mapped[Placement] = relationship()
    said: Mapped[str]
    reasons: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
