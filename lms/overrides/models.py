from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Enrolment

LONGEST_REASON = 300
_STANDS = text("lifted_at IS NULL")


class MarkOverride(Model):
    """A mark set by hand over one part of a component, or, with both left empty, over the total.

    A draft until `released_at`; it counts until it is lifted. One stands at a time, and triggers
    refuse every edit of what was said: another mark is another row.
    """

    __tablename__ = "mark_override"
    __table_args__ = (
        CheckConstraint("mark BETWEEN 0 AND 100", name="mark"),
        CheckConstraint(f"length(reason) BETWEEN 1 AND {LONGEST_REASON}", name="reason_length"),
        CheckConstraint(f"length(lift_reason) <= {LONGEST_REASON}", name="lift_reason_length"),
        CheckConstraint("length(component) <= 40 AND length(part) <= 120", name="part_length"),
        CheckConstraint("set_by_id <> trainee_id", name="set_by_another"),
        CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name="lifted"),
        CheckConstraint("(released_at IS NULL) = (released_by_id IS NULL)", name="released"),
        Index(
            "uq_mark_override_standing",
            "enrolment_id",
            "component",
            "part",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    component: Mapped[str]
    part: Mapped[str]
    mark: Mapped[int]
    reason: Mapped[str]
    set_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    set_by: Mapped[User] = relationship(foreign_keys=set_by_id)
    set_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    released_by: Mapped[User | None] = relationship(foreign_keys=released_by_id)
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    lifted_by: Mapped[User | None] = relationship(foreign_keys=lifted_by_id)
    lift_reason: Mapped[str] = mapped_column(default="")
