from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model
from lms.editions.models import Enrolment


class Certificate(Model):
    """What was certified, as it stood that day: later changes of name or course do not reach it.

    `serial` is 128 random bits in base 32: it cannot be guessed, so the public page lists nobody.
    `facts` are the printed lines: [{"label": …, "value": …}]. A revoked one stays; a trainee has
    one at most that is not.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("length(revoked_why) <= 500", name="revoked_why_length"),
        Index(
            "uq_certificate_standing",
            "enrolment_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    enrolment: Mapped[Enrolment] = relationship()
    name: Mapped[str]
    course_title: Mapped[str]
    edition_name: Mapped[str]
    language: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    minutes: Mapped[int]
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="")
    revoked_why: Mapped[str] = mapped_column(default="")
    pdf_sha256: Mapped[str | None]
    drawn_at: Mapped[datetime | None]
