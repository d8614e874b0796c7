from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.placements.models import Placement

LONGEST_SEEN = 800


class Entrustment(Model):
    """What a supervisor says between gates: a step of the ladder, and what it was seen in.

    Steps have an order and no distance: they are shown one above the other, and nothing adds them
    up. Triggers refuse changes; who sees it differently later says so again.
    """

    __tablename__ = "entrustment"
    __table_args__ = (
        CheckConstraint("step BETWEEN 1 AND 5", name="step"),
        no_longer_than(LONGEST_SEEN, "seen"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id), index=True)
    step: Mapped[int]
    seen: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
