from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.programmes.models import Component, Programme, Slot
from lms.projects.models import Project

LONGEST = {"host": 140, "contact": 300, "meeting_point": 300, "brief": 1500}
LONGEST_OF_CONSENT = {"given_by": 140}
LONGEST_OF_QUESTION = {"text": 300, "answer": 1200}
LONGEST_OF_OBSERVATION = {"seen": 1000, "heard": 1000, "doubt": 600}
LONGEST_NOTE = 4000
MOST_MINUTES = 600
VISITING = (Component.ENTREPRENEURS, Component.SERVICES, Component.INSTITUTIONS)
"""The components whose slots may hold a visit."""


class HostKind(StrEnum):
    FIRM = "firm"
    ASSOCIATION = "association"
    SERVICES = "services"
    INSTITUTION = "institution"
    PROJECT = "project"


_KINDS = ", ".join(f"'{kind.value}'" for kind in HostKind)


class StudyVisit(Model):
    """What a slot for visiting holds. Its texts are in the language of the programme.

    `contact` is for those who lead it. `consent` is what the host said last.
    """

    __tablename__ = "study_visit"
    __table_args__ = (
        CheckConstraint(f"host_kind IN ({_KINDS})", name="host_kind"),
        CheckConstraint(f"travel_minutes BETWEEN 0 AND {MOST_MINUTES}", name="travel_minutes"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        Index("ix_study_visit_programme_id", "programme_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    programme: Mapped[Programme] = relationship()
    slot_id: Mapped[int] = mapped_column(ForeignKey(Slot.id), unique=True)
    slot: Mapped[Slot] = relationship()
    host: Mapped[str]
    host_kind: Mapped[str]
    project_id: Mapped[int | None] = mapped_column(ForeignKey(Project.id))
    project: Mapped[Project | None] = relationship()
    contact: Mapped[str] = mapped_column(default="")
    meeting_point: Mapped[str] = mapped_column(default="")
    travel_minutes: Mapped[int | None]
    interpreters: Mapped[list[str]] = mapped_column(JSON)
    brief: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    consent_id: Mapped[int | None] = mapped_column(unique=True)
    consent: Mapped["HostConsent | None"] = relationship(
        primaryjoin="foreign(StudyVisit.consent_id) == HostConsent.id", viewonly=True
    )
    questions: Mapped[list["VisitQuestion"]] = relationship(
        order_by="VisitQuestion.id", viewonly=True
    )

    @property
    def may_be_named(self) -> bool:
        return self.consent is not None and self.consent.named

    def is_public(self, today: date) -> bool:
        """Without a word of the host, or without a day, it never is."""
        day = self.consent.publish_from if self.consent else None
        return day is not None and day <= today


class HostConsent(Model):
    """What a host allowed at that time; rows stay, so that it is known what held when.

    Without `publish_from` nothing leaves the programme.
    """

    __tablename__ = "host_consent"
    __table_args__ = (
        *(no_longer_than(most, column) for column, most in LONGEST_OF_CONSENT.items()),
        Index("ix_host_consent_visit_id", "visit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey(StudyVisit.id))
    photos: Mapped[bool]
    named: Mapped[bool]
    figures: Mapped[bool]
    publish_from: Mapped[date | None]
    given_by: Mapped[str]
    noted_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    noted_by: Mapped[User] = relationship()
    at: Mapped[datetime]


class VisitQuestion(Model):
    """A question to a host: proposed, then chosen by who leads, then answered.

    `key` came with the form, so that a form sent twice is one question.
    """

    __tablename__ = "visit_question"
    __table_args__ = (
        UniqueConstraint("author_id", "key"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered"),
        *(no_longer_than(most, column) for column, most in LONGEST_OF_QUESTION.items()),
        Index("ix_visit_question_visit_id", "visit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    visit_id: Mapped[int] = mapped_column(ForeignKey(StudyVisit.id))
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship()
    language: Mapped[str]
    text: Mapped[str]
    asked_at: Mapped[datetime]
    chosen_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answer_language: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]


class Observation(Model):
    """What somebody saw, heard and doubts; `id` and `captured_at` are made on their device.

    Another person may enter it from paper: then no device knows when it was written.
    """

    __tablename__ = "visit_observation"
    __table_args__ = (
        CheckConstraint("seen <> '' OR heard <> '' OR doubt <> ''", name="says_something"),
        *(no_longer_than(most, column) for column, most in LONGEST_OF_OBSERVATION.items()),
        Index("ix_visit_observation_visit_id", "visit_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey(StudyVisit.id))
    visit: Mapped[StudyVisit] = relationship()
    question_id: Mapped[int | None] = mapped_column(ForeignKey(VisitQuestion.id))
    question: Mapped[VisitQuestion | None] = relationship()
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    entered_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    language: Mapped[str]
    seen: Mapped[str]
    heard: Mapped[str]
    doubt: Mapped[str]
    captured_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class DayRapporteur(Model):
    """Who writes the notes of a day."""

    __tablename__ = "day_rapporteur"

    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    user: Mapped[User] = relationship()


class DayNote(Model):
    """What a day brought, in one language, once: the text with the highest `number` holds."""

    __tablename__ = "day_note"
    __table_args__ = (
        UniqueConstraint("programme_id", "day", "language", "number"),
        CheckConstraint("number > 0", name="number"),
        no_longer_than(LONGEST_NOTE, "body"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    day: Mapped[date]
    language: Mapped[str]
    number: Mapped[int]
    body: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
