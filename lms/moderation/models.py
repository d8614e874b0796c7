from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.forum.models import LONGEST as LONGEST_OF_POSTS
from lms.forum.models import Post

LONGEST = {"words": 500, "reason": LONGEST_OF_POSTS["reason"]}


class Concern(StrEnum):
    """What is wrong with a text, for who reports it."""

    PRIVATE = "private"
    HURTFUL = "hurtful"
    WRONG = "wrong"
    ADVERTISING = "advertising"
    OTHER = "other"


class Outcome(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"


class Decided(Model):
    """A row that says what was decided about something reported, why, and by whom.

    It closes the reports before it.
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    at: Mapped[datetime]

    @declared_attr
    def by(self) -> Mapped[User]:
        return relationship(User)


class Reported(Model):
    """One person's word that something should be looked at; open until there is a decision."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    concern: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]

    @declared_attr
    def by(self) -> Mapped[User]:
        return relationship(User)


def checks_of_a_decision() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("outcome IN ('kept', 'removed')", name="outcome"),
        no_longer_than(LONGEST["reason"], "reason"),
    )


def checks_of_a_report() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint(
            "concern IN ('private', 'hurtful', 'wrong', 'advertising', 'other')", name="concern"
        ),
        no_longer_than(LONGEST["words"], "words"),
    )


def once_while_open(table: str, of: str) -> Index:
    """Nobody reports the same thing twice before it is decided; `of` is the column of the thing."""
    still_open = text("decision_id IS NULL")
    return Index(
        f"uq_{table}_open",
        of,
        "by_id",
        unique=True,
        sqlite_where=still_open,
        postgresql_where=still_open,
    )


class PostDecision(Decided):
    __tablename__ = "post_decision"
    __table_args__ = checks_of_a_decision()

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id), index=True)


class PostReport(Reported):
    __tablename__ = "post_report"
    __table_args__ = (
        *checks_of_a_report(),
        once_while_open("post_report", "post_id"),
        Index("ix_post_report_by_id_at", "by_id", "at"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id))
    post: Mapped[Post] = relationship()
    decision_id: Mapped[int | None] = mapped_column(ForeignKey(PostDecision.id))
