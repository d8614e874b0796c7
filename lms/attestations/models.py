from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model
from lms.programmes.models import Participation

WHY = 500
"""Characters of the reason for which one is revoked."""


class Attestation(Model):
    """That somebody took part, as it stood that day: later changes do not reach it.

    `serial` is made as that of a course's certificate, and checked at the same address. `minutes`
    are those attended, `of_minutes` those of the agenda. A revoked one stays; a participation has
    one at most that is not.
    """

    __tablename__ = "attestation"
    __table_args__ = (
        CheckConstraint(f"length(revoked_why) <= {WHY}", name="revoked_why_length"),
        CheckConstraint("minutes BETWEEN 1 AND of_minutes", name="minutes"),
        Index(
            "uq_attestation_standing",
            "participation_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(unique=True)
    participation_id: Mapped[int] = mapped_column(ForeignKey(Participation.id), index=True)
    participation: Mapped[Participation] = relationship()
    name: Mapped[str]
    programme_name: Mapped[str]
    place: Mapped[str]
    country: Mapped[str]
    language: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    minutes: Mapped[int]
    of_minutes: Mapped[int]
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    issued_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="")
    revoked_why: Mapped[str] = mapped_column(default="")
    pdf_sha256: Mapped[str | None]
    drawn_at: Mapped[datetime | None]
