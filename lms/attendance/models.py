from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.programmes.models import Participation, Slot


class SlotMark(Model):
    """What the register of a slot says of one participant now; each change makes a new `version`.

    The words are those of a class (`lms.class_sessions.models.Status`).
    """

    __tablename__ = "slot_mark"
    __table_args__ = (
        UniqueConstraint("slot_id", "participation_id"),
        CheckConstraint("status IN ('present', 'late', 'excused', 'absent')", name="status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey(Slot.id))
    participation_id: Mapped[int] = mapped_column(ForeignKey(Participation.id), index=True)
    status: Mapped[str]
    marked_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    marked_by: Mapped[User] = relationship()
    marked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def units(self) -> None:
        """A slot counts by its minutes and what the status stands for, nothing else."""
        return None  # said for the protocol of marks
