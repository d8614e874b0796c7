from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Enrolment

LONGEST_COMMENT = 300
_COMPONENTS = "component IN ('class_instruments', 'deliverables', 'defence')"


class HandMark(Model):
    """What one trainee got for one part: a draft that only markers see until `released_at`.

    `trainee_id` repeats whose enrolment it is, so that the database refuses marks for oneself. A
    draft that was taken back keeps its row, without a mark.
    """

    __tablename__ = "hand_mark"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "component", "part"),
        CheckConstraint(_COMPONENTS, name="component"),
        CheckConstraint("mark BETWEEN 0 AND 100", name="mark"),
        CheckConstraint("released_at IS NULL OR mark IS NOT NULL", name="released"),
        CheckConstraint("marked_by_id <> trainee_id", name="marked_by_another"),
        CheckConstraint("length(part) <= 120", name="part_length"),
        CheckConstraint(f"length(comment) <= {LONGEST_COMMENT}", name="comment_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id))
    trainee_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    component: Mapped[str]
    part: Mapped[str]
    mark: Mapped[int | None]
    comment: Mapped[str] = mapped_column(default="")
    marked_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    marked_by: Mapped[User] = relationship(foreign_keys=marked_by_id)
    marked_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class HandMarkChange(Model):
    """One line each time a mark was written, taken back or released. Triggers refuse edits."""

    __tablename__ = "hand_mark_change"
    __table_args__ = (
        CheckConstraint(_COMPONENTS, name="component"),
        CheckConstraint("act IN ('marked', 'released')", name="act"),
        CheckConstraint("before BETWEEN 0 AND 100", name="before"),
        CheckConstraint("after BETWEEN 0 AND 100", name="after"),
        CheckConstraint("length(part) <= 120", name="part_length"),
        Index("ix_hand_mark_change_enrolment_id_id", "enrolment_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id))
    enrolment: Mapped[Enrolment] = relationship()
    component: Mapped[str]
    part: Mapped[str]
    act: Mapped[str]
    before: Mapped[int | None]
    after: Mapped[int | None]
    made_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    made_by: Mapped[User] = relationship()
    made_at: Mapped[datetime]
