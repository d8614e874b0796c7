from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition, Enrolment

LONGEST_REASON = 300
_KINDS = "kind IN ('quiz', 'paper', 'deliverable', 'log')"


class DueDate(Model):
    """Until when everybody in an edition does one piece of work; `ref` is its content ref."""

    __tablename__ = "due_date"
    __table_args__ = (
        UniqueConstraint("edition_id", "kind", "ref"),
        CheckConstraint(_KINDS, name="kind"),
        CheckConstraint("length(ref) <= 120", name="ref_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    kind: Mapped[str]
    ref: Mapped[str]
    due_on: Mapped[date]


class Extension(Model):
    """More time for some people, with a reason. It stays in the record when it is ended."""

    __tablename__ = "extension"
    __table_args__ = (
        CheckConstraint(_KINDS, name="kind"),
        CheckConstraint("length(ref) <= 120", name="ref_length"),
        CheckConstraint(f"length(reason) BETWEEN 1 AND {LONGEST_REASON}", name="reason_length"),
        CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended"),
        Index("ix_extension_edition_id_id", "edition_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    kind: Mapped[str]
    ref: Mapped[str]
    until_on: Mapped[date]
    reason: Mapped[str]
    given_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    given_by: Mapped[User] = relationship(foreign_keys=given_by_id)
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    ended_by: Mapped[User | None] = relationship(foreign_keys=ended_by_id)
    people: Mapped[list["ExtensionPerson"]] = relationship(order_by="ExtensionPerson.id")


class ExtensionPerson(Model):
    """One of those whom an extension gives more time."""

    __tablename__ = "extension_person"
    __table_args__ = (UniqueConstraint("extension_id", "enrolment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    extension_id: Mapped[int] = mapped_column(ForeignKey(Extension.id))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id), index=True)
    enrolment: Mapped[Enrolment] = relationship()
