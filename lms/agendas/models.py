from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.programmes.models import Programme, Slot

LONGEST = {"note": 400}


class AgendaRelease(Model):
    """An agenda as it was made public, whole: `slots` are those of `snapshots.Snapshot`.

    `number` counts from 1. What is edited afterwards is seen only with the next release.
    """

    __tablename__ = "agenda_release"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("number > 0", name="number"),
        no_longer_than(LONGEST["note"], "note"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    number: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    note: Mapped[str] = mapped_column(default="")
    slots: Mapped[list[dict[str, Any]]] = mapped_column(JSON)


class SlotSeat(Model):
    """That somebody comes to a slot with few seats; by `at` the first have one, the others wait."""

    __tablename__ = "slot_seat"

    slot_id: Mapped[int] = mapped_column(ForeignKey(Slot.id), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True, index=True)
    user: Mapped[User] = relationship()
    at: Mapped[datetime]
