"""Work drawn for a second mark (docs/decisions/029), and what each marker gave it."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.grading.models import LONGEST_COMMENT, PinnedRubric
from lms.placements.models import Placement

LONGEST_REASON = 1000
FIRST, SECOND = 1, 2
WAITS, DIFFERS, THIRD, SETTLED = "waits", "differs", "third", "settled"


class SecondMark(Model):
    """One drawn piece of work: `week:3`, `month:2`, or a version, `deliverable:d2-actor-map:1`.

    `why` it was drawn is told once both have marked, because it says something of the first mark.
    """

    __tablename__ = "second_mark"
    __table_args__ = (
        UniqueConstraint("placement_id", "subject"),
        CheckConstraint("why IN ('failing', 'borderline', 'drawn')", name="why"),
        CheckConstraint("how IN ('', 'same', 'agreed', 'third', 'alone')", name="how"),
        CheckConstraint("(settled_at IS NULL) = (how = '')", name="settled"),
        no_longer_than(LONGEST_REASON, "reason"),
        Index(
            "ix_second_mark_open",
            "placement_id",
            sqlite_where=text("settled_at IS NULL"),
            postgresql_where=text("settled_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    placement: Mapped[Placement] = relationship()
    subject: Mapped[str]
    rubric_digest: Mapped[str] = mapped_column(ForeignKey(PinnedRubric.digest))
    rubric: Mapped[PinnedRubric] = relationship()
    why: Mapped[str]
    drawn_at: Mapped[datetime]
    passed_on_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    how: Mapped[str] = mapped_column(default="")
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    settled_by: Mapped[User | None] = relationship()
    reason: Mapped[str] = mapped_column(default="")
    opinions: Mapped[list["Opinion"]] = relationship(
        order_by="Opinion.number", back_populates="second_mark"
    )

    @property
    def state(self) -> str:
        if self.settled_at:
            return SETTLED
        if len(self.opinions) < SECOND:
            return WAITS
        return THIRD if self.passed_on_at else DIFFERS

    @property
    def first(self) -> "Opinion":
        return self.opinions[0]

    @property
    def second(self) -> "Opinion | None":
        return self.opinions[1] if len(self.opinions) >= SECOND else None

    @property
    def proposal(self) -> "Opinion | None":
        """The last that one of the two has put to the other."""
        return self.opinions[-1] if len(self.opinions) > SECOND else None


class Opinion(Model):
    """Levels that somebody gave: the first mark, the second, then proposals and a decision.

    `comment` is for the trainee, `reason` for the other marker. Its number is a secret as long as
    the mark is, and seals it in the record of the placement. Triggers refuse changes.
    """

    __tablename__ = "second_mark_opinion"
    __table_args__ = (
        UniqueConstraint("second_mark_id", "number"),
        CheckConstraint("number >= 1", name="number"),
        no_longer_than(LONGEST_COMMENT, "comment"),
        no_longer_than(LONGEST_REASON, "reason"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    second_mark_id: Mapped[UUID] = mapped_column(ForeignKey(SecondMark.id))
    second_mark: Mapped[SecondMark] = relationship(back_populates="opinions")
    number: Mapped[int]
    levels: Mapped[dict[str, int]] = mapped_column(JSON)
    comment: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
