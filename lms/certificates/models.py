from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model, no_longer_than
from lms.editions.models import Enrolment

LONGEST_WHY = 500
"""Characters of the reason for which one is revoked."""


class Paper:
    """What is issued to somebody as a PDF, as it stood that day, and checked by its number.

    `serial` is 128 random bits in base 32: it cannot be guessed, so the public page lists nobody.
    A revoked one stays.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    serial: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    language: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    minutes: Mapped[int]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str] = mapped_column(default="")
    revoked_why: Mapped[str] = mapped_column(default="")
    pdf_sha256: Mapped[str | None]
    drawn_at: Mapped[datetime | None]


def one_standing(table: str, holder: str) -> Index:
    """Whoever holds papers of this table has one at most that is not revoked."""
    stands = text("revoked_at IS NULL")
    return Index(
        f"uq_{table}_standing", holder, unique=True, sqlite_where=stands, postgresql_where=stands
    )


class Certificate(Paper, Model):
    """That somebody completed a course; later changes of name or course do not reach it.

    `facts` are the printed lines: [{"label": …, "value": …}].
    """

    __tablename__ = "certificate"
    __table_args__ = (
        no_longer_than(LONGEST_WHY, "revoked_why"),
        one_standing("certificate", "enrolment_id"),
    )

    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    enrolment: Mapped[Enrolment] = relationship()
    course_title: Mapped[str]
    edition_name: Mapped[str]
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
