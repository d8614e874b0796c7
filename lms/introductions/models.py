from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.benchmarks.models import Indicator
from lms.db import Model, no_longer_than
from lms.projects.models import Project

LONGEST = {"text": 600, "word": 400}
WAITS = timedelta(days=14)
"""So long a request stays open; what nobody answered counts as declined."""


class Answer(StrEnum):
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Introduction(Model):
    """A project asks to meet one that does better, which it knows only once that one accepts.

    Each is asked once for an indicator and a period, whoever asks. Where nobody could be asked,
    `asked_id` is empty and the request waits like others: its asker cannot tell the two apart.
    """

    __tablename__ = "introduction"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        UniqueConstraint("indicator_id", "period", "asked_id"),
        CheckConstraint("asker_id <> asked_id", name="two_projects"),
        CheckConstraint("answer IN ('accepted', 'declined')", name="answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(answer IS NULL) = (answered_by_id IS NULL)", name="answered_by"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        Index("ix_introduction_asker_id", "asker_id"),
        Index("ix_introduction_asked_id", "asked_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    indicator_id: Mapped[int] = mapped_column(ForeignKey(Indicator.id))
    indicator: Mapped[Indicator] = relationship()
    period: Mapped[str]
    asker_id: Mapped[int] = mapped_column(ForeignKey(Project.id))
    asker: Mapped[Project] = relationship(foreign_keys=[asker_id])
    asked_id: Mapped[int | None] = mapped_column(ForeignKey(Project.id))
    asked: Mapped[Project | None] = relationship(foreign_keys=[asked_id])
    text: Mapped[str]
    language: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship(foreign_keys=[by_id])
    at: Mapped[datetime]
    answer: Mapped[str | None]
    word: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
    answered_at: Mapped[datetime | None]

    def is_open(self, at: datetime) -> bool:
        return self.answer is None and at - self.at < WAITS

    @property
    def is_accepted(self) -> bool:
        return self.answer == Answer.ACCEPTED
