from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.forum.models import Topic
from lms.programmes.models import Programme
from lms.projects.models import Project

LONGEST = {"title": 140, "aim": 800, "stop_reason": 300}
LONGEST_WORDS = {"what": 300, "evidence": 400, "text": 800}


class State(StrEnum):
    SEED = "seed"
    EXPLORING = "exploring"
    AGREED = "agreed"
    ACTIVE = "active"
    COMPLETED = "completed"
    STOPPED = "stopped"


NEXT = {
    State.SEED: State.EXPLORING,
    State.EXPLORING: State.AGREED,
    State.AGREED: State.ACTIVE,
    State.ACTIVE: State.COMPLETED,
}
"""Each step leads to one other; from each of them an initiative can be stopped, with a reason."""


class Role(StrEnum):
    LEAD = "lead"
    PARTNER = "partner"
    HOST = "host"
    FUNDER = "funder"


class Value(StrEnum):
    """What came of it, in five cycles (Wenger, Trayner and de Laat, 2011)."""

    IMMEDIATE = "immediate"
    POTENTIAL = "potential"
    APPLIED = "applied"
    REALISED = "realised"
    REFRAMED = "reframed"


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    named = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({named})", name=column)


class Initiative(Model):
    """A programme, topic, note, visit or introduction is where it came from, and stays so.

    `key` came with the form, so that a form sent twice is one initiative.
    """

    __tablename__ = "initiative"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        _one_of("state", State),
        CheckConstraint("(state = 'stopped') = (stop_reason <> '')", name="stopped"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    title: Mapped[str]
    aim: Mapped[str]
    language: Mapped[str]
    state: Mapped[str] = mapped_column(default=State.SEED.value)
    stop_reason: Mapped[str] = mapped_column(default="")
    programme_id: Mapped[int | None] = mapped_column(ForeignKey(Programme.id), index=True)
    programme: Mapped[Programme | None] = relationship()
    topic_id: Mapped[int | None] = mapped_column(ForeignKey(Topic.id), index=True)
    note_id: Mapped[int | None] = mapped_column(ForeignKey("experience_note.id"), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("study_visit.id"), index=True)
    introduction_id: Mapped[int | None] = mapped_column(ForeignKey("introduction.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Partner(Model):
    """A project that takes part. It consents by the name of a person who works in it."""

    __tablename__ = "initiative_partner"
    __table_args__ = (
        UniqueConstraint("initiative_id", "project_id"),
        _one_of("role", Role),
        CheckConstraint("(consent_by_id IS NULL) = (consent_at IS NULL)", name="consent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey(Initiative.id))
    project_id: Mapped[int] = mapped_column(ForeignKey(Project.id), index=True)
    project: Mapped[Project] = relationship()
    role: Mapped[str]
    consent_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    consent_by: Mapped[User | None] = relationship()
    consent_at: Mapped[datetime | None]


class Commitment(Model):
    """What one person of a partner does by a day; open until it is done or given up."""

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("partner_id", "key"),
        no_longer_than(LONGEST_WORDS["what"], "what"),
        no_longer_than(LONGEST_WORDS["evidence"], "evidence"),
        CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name="end"),
        Index("ix_commitment_person_id_due_on", "person_id", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(ForeignKey(Partner.id))
    partner: Mapped[Partner] = relationship()
    person_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    person: Mapped[User] = relationship()
    key: Mapped[UUID]
    what: Mapped[str]
    due_on: Mapped[date]
    evidence: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None


class CheckIn(Model):
    """What somebody tells of it after a while."""

    __tablename__ = "check_in"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        _one_of("value", Value),
        no_longer_than(LONGEST_WORDS["text"], "text"),
        Index("ix_check_in_initiative_id", "initiative_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey(Initiative.id))
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    key: Mapped[UUID]
    value: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
