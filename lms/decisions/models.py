from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.forum.models import Topic

LONGEST = {"proposal": 2000, "label": 120, "meaning": 300, "reason": 1000, "outcome": 3000}
SHORT = 300
"""Characters of a sentence that says why something was changed."""


class Method(StrEnum):
    """How a decision is found."""

    CONSENT = "consent"
    ADVICE = "advice"
    COUNT = "count"
    TIME_POLL = "time_poll"


class Reasons(StrEnum):
    """Whether who speaks says why. An objection always does."""

    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Results(StrEnum):
    """From when on others see what was said: at once, after their own voice, or after closing."""

    ALWAYS = "always"
    OWN = "own"
    CLOSED = "closed"


class SettledError(Exception):
    """What people relied on when they spoke is not changed afterwards."""


class Decision(Model):
    """What a topic is to decide, by which method, and until when.

    It is closed when `closes_at` is past: no job does that. `time_zone` is that of the host, who
    began it. `version` counts the proposals; voices are given to one of them. It is withdrawn when
    the first post of its topic is removed.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("method IN ('consent', 'advice', 'count', 'time_poll')", name="method"),
        CheckConstraint("reasons IN ('none', 'optional', 'required')", name="reasons"),
        CheckConstraint("results IN ('always', 'own', 'closed')", name="results"),
        CheckConstraint("NOT anonymous OR results = 'closed'", name="anonymous"),
        CheckConstraint("quorum > 0", name="quorum"),
        Index("ix_decision_closes_at", "closes_at"),
    )

    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Topic.id), primary_key=True, autoincrement=False
    )
    topic: Mapped[Topic] = relationship()
    method: Mapped[str]
    reasons: Mapped[str]
    results: Mapped[str]
    anonymous: Mapped[bool]
    several: Mapped[bool]
    quorum: Mapped[int | None]
    time_zone: Mapped[str]
    closes_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]

    @validates("method", "reasons", "results", "anonymous", "several", "quorum")
    def _stays(self, name: str, value: object) -> object:
        if inspect(self).persistent and value != getattr(self, name):
            raise SettledError(name)
        return value

    def is_open(self, at: datetime) -> bool:
        return at < self.closes_at and self.withdrawn_at is None


class Proposal(Model):
    """One version of what is decided on. A new one is answered anew; none is changed.

    `why` says what is other than in the version before.
    """

    __tablename__ = "decision_proposal"
    __table_args__ = (
        UniqueConstraint("decision_id", "no"),
        no_longer_than(LONGEST["proposal"], "text"),
        no_longer_than(SHORT, "why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey(Decision.topic_id))
    no: Mapped[int]
    text: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    at: Mapped[datetime]


class Option(Model):
    """What can be said to a proposal: something all know (`code`), own words, or a moment."""

    __tablename__ = "decision_option"
    __table_args__ = (
        UniqueConstraint("proposal_id", "no"),
        no_longer_than(LONGEST["label"], "label"),
        no_longer_than(LONGEST["meaning"], "meaning"),
        CheckConstraint("code <> '' OR label <> '' OR starts_at IS NOT NULL", name="said"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey(Proposal.id))
    no: Mapped[int]
    code: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    meaning: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime | None]


class Stance(Model):
    """What one person said to one proposal. Rows are only added: the latest of a voter counts.

    `voter` tells voices of one person from those of another. In an anonymous decision it leads to
    nobody, and there is neither a person nor a moment (`lms.decisions.voters`).
    """

    __tablename__ = "decision_stance"
    __table_args__ = (
        UniqueConstraint("proposal_id", "voter", "key"),
        Index("ix_decision_stance_proposal_id_voter_id", "proposal_id", "voter", "id"),
        no_longer_than(LONGEST["reason"], "reason"),
        CheckConstraint("(person_id IS NULL) = (at IS NULL)", name="anonymous"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey(Proposal.id))
    voter: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey(User.id), index=True)
    person: Mapped[User | None] = relationship(foreign_keys=person_id)
    key: Mapped[UUID]
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))


class Choice(Model):
    __tablename__ = "decision_choice"
    __table_args__ = (Index("ix_decision_choice_option_id", "option_id"),)

    stance_id: Mapped[int] = mapped_column(ForeignKey(Stance.id), primary_key=True)
    option_id: Mapped[int] = mapped_column(ForeignKey(Option.id), primary_key=True)


class Move(Model):
    """The closing time was brought forward or postponed, and why; everybody reads it."""

    __tablename__ = "decision_move"
    __table_args__ = (
        no_longer_than(SHORT, "reason"),
        Index("ix_decision_move_decision_id", "decision_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey(Decision.topic_id))
    from_at: Mapped[datetime]
    to_at: Mapped[datetime]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]


class Outcome(Model):
    """What was decided, in a version of its own each time the words are changed."""

    __tablename__ = "decision_outcome"
    __table_args__ = (
        UniqueConstraint("decision_id", "no"),
        no_longer_than(LONGEST["outcome"], "text"),
        Index("ix_decision_outcome_review_on", "review_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey(Decision.topic_id))
    no: Mapped[int]
    text: Mapped[str]
    review_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
