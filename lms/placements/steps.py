"""The steps by which a placement ends (docs/decisions/025)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Select, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, db, no_longer_than
from lms.placements import record
from lms.placements.models import Placement

LONGEST_SAID = 1500


class Act(StrEnum):
    COMPLETING = "completing"
    WAIVED = "waived"
    ASSESSED = "assessed"
    SENT_BACK = "sent_back"
    MODERATED = "moderated"
    NOT_SAMPLED = "not_sampled"
    TRAINEE_SIGNED = "trainee_signed"
    SUPERVISOR_SIGNED = "supervisor_signed"
    PROGRAMME_SIGNED = "programme_signed"
    CORRECTED = "corrected"
    EXTENDED = "extended"
    SUPERVISOR_CHANGED = "supervisor_changed"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


SIGNATURES = (Act.TRAINEE_SIGNED, Act.SUPERVISOR_SIGNED, Act.PROGRAMME_SIGNED)
_SIGNED = ", ".join(f"'{act}'" for act in SIGNATURES)


class Step(Model):
    """One act at the end of a placement; triggers refuse changes. Nobody did what came by itself.

    `said` is the declaration of a signature as it was signed, a reason, or a correction. A
    signature names the head of the record that was read.
    """

    __tablename__ = "placement_step"
    __table_args__ = (
        CheckConstraint(
            f"act IN ({', '.join(repr(act.value) for act in Act)})",
            name="act",
        ),
        CheckConstraint(
            f"act NOT IN ({_SIGNED}) OR (by_id IS NOT NULL AND said <> '' AND digest <> '')",
            name="signature",
        ),
        no_longer_than(LONGEST_SAID, "said"),
        Index("ix_placement_step_placement_id", "placement_id"),
        Index(
            "uq_placement_step_signature",
            "placement_id",
            "act",
            unique=True,
            sqlite_where=text(f"act IN ({_SIGNED})"),
            postgresql_where=text(f"act IN ({_SIGNED})"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    act: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    by: Mapped[User | None] = relationship()
    name: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


def steps_of(placement: Placement) -> Select[Step]:
    """All that was done to end it, the oldest first."""
    return (
        select(Step)
        .options(joinedload(Step.by))
        .where(Step.placement_id == placement.id)
        .order_by(Step.id)
    )


def take(  # a step names all that it stands on
    placement: Placement,
    act: Act,
    *,
    by: User | None,
    at: datetime,
    said: str = "",
    digest: str = "",
    **details: object,
) -> None:
    """A step and an event of the record; what people wrote stays out of the latter."""
    step = Step(
        placement_id=placement.id,
        act=act.value,
        by=by,
        name=by.name if by else "",
        said=said,
        digest=digest,
        at=at,
    )
    db.session.add(step)
    more = {"seen": digest, **details}
    record.note_of_closed(f"placement.{act}", placement.id, by=by, at=at, **more)
