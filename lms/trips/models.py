from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.initiatives.models import Initiative
from lms.projects.models import Project

LONGEST = {"title": 140, "aims": 800, "questions": 1200, "report": 2000, "follow_up": 800}


class Kind(StrEnum):
    STUDY_TOUR = "study_tour"
    BROKER_EXCHANGE = "broker_exchange"
    TWINNING = "twinning"


class Side(StrEnum):
    """Who goes, and who is gone to."""

    GUEST = "guest"
    HOST = "host"


_KINDS = ", ".join(f"'{kind.value}'" for kind in Kind)


class ExchangeTrip(Model):
    """From one project to another. Agreed once somebody of each has consented by name.

    `version` counts what was written, so that nobody overwrites what they have not read.
    """

    __tablename__ = "exchange_trip"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        CheckConstraint(f"kind IN ({_KINDS})", name="kind"),
        CheckConstraint("guest_id <> host_id", name="two_projects"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint(
            "(guest_consent_by_id IS NULL) = (guest_consent_at IS NULL)", name="guest_consent"
        ),
        CheckConstraint(
            "(host_consent_by_id IS NULL) = (host_consent_at IS NULL)", name="host_consent"
        ),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    kind: Mapped[str]
    title: Mapped[str]
    language: Mapped[str]
    guest_id: Mapped[int] = mapped_column(ForeignKey(Project.id), index=True)
    guest: Mapped[Project] = relationship(foreign_keys=[guest_id])
    host_id: Mapped[int] = mapped_column(ForeignKey(Project.id), index=True)
    host: Mapped[Project] = relationship(foreign_keys=[host_id])
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    aims: Mapped[str]
    questions: Mapped[str] = mapped_column(default="")
    report: Mapped[str] = mapped_column(default="")
    follow_up: Mapped[str] = mapped_column(default="")
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey(Initiative.id), index=True)
    initiative: Mapped[Initiative | None] = relationship()
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    guest_consent_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    guest_consent_by: Mapped[User | None] = relationship(foreign_keys=[guest_consent_by_id])
    guest_consent_at: Mapped[datetime | None]
    host_consent_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    host_consent_by: Mapped[User | None] = relationship(foreign_keys=[host_consent_by_id])
    host_consent_at: Mapped[datetime | None]

    @property
    def is_agreed(self) -> bool:
        return self.guest_consent_at is not None and self.host_consent_at is not None

    def project_on(self, side: Side) -> int:
        return self.guest_id if side is Side.GUEST else self.host_id


class TripPerson(Model):
    """Somebody who takes part; they say so themselves, and so they are named."""

    __tablename__ = "trip_person"
    __table_args__ = (Index("ix_trip_person_user_id", "user_id"),)

    trip_id: Mapped[int] = mapped_column(
        ForeignKey(ExchangeTrip.id), primary_key=True, autoincrement=False
    )
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True, autoincrement=False)
    user: Mapped[User] = relationship()
    at: Mapped[datetime]
