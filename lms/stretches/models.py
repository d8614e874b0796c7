"""What is written about a week or a month when it ends, by the trainee and by the supervisor."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.grading.models import LONGEST_COMMENT, Grade
from lms.placements.models import Placement

LONGEST_REFLECTION = 1200  # characters, of each answer
LONGEST_REASON = 300


class Assessment(Grade, Model):
    """A rubric filled in for one target of a placement: `week:1` now, milestones and ends later."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("placement_id", "target"),
        no_longer_than(LONGEST_COMMENT, "comment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    target: Mapped[str]


class Closing(Model):
    """A week or month handed in by its trainee: `worked`, or `none` with the reason.

    Opened again it stays for the record, and the next one has the next number.
    """

    __tablename__ = "closing"
    __table_args__ = (
        UniqueConstraint("placement_id", "target", "number"),
        CheckConstraint("kind IN ('worked', 'none')", name="kind"),
        CheckConstraint("(kind = 'none') = (reason <> '')", name="reason"),
        CheckConstraint("(reopened_at IS NULL) = (reopened_by_id IS NULL)", name="reopened"),
        no_longer_than(LONGEST_REASON, "reason"),
        no_longer_than(LONGEST_REASON, "reopen_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    target: Mapped[str]
    number: Mapped[int]
    kind: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime]
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    reopened_by: Mapped[User | None] = relationship()
    reopen_reason: Mapped[str] = mapped_column(default="")

    @property
    def is_idle(self) -> bool:
        """Without work, and not opened again."""
        return self.kind == "none" and self.reopened_at is None


class Reflection(Model):
    """What a trainee thinks at the end of a week or month: what, so what, now what (Driscoll)."""

    __tablename__ = "reflection"
    __table_args__ = (
        UniqueConstraint("placement_id", "target"),
        *(
            no_longer_than(LONGEST_REFLECTION, name)
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
