from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.forum.models import LONGEST as LONGEST_OF_POSTS
from lms.forum.models import Post

LONGEST = {"words": 500, "reason": LONGEST_OF_POSTS["reason"]}


class Concern(StrEnum):
    """What is wrong with a post, for who reports it."""

    PRIVATE = "private"
    HURTFUL = "hurtful"
    WRONG = "wrong"
    ADVERTISING = "advertising"
    OTHER = "other"


class Outcome(StrEnum):
    KEPT = "kept"
    REMOVED = "removed"


class PostDecision(Model):
    """What was decided about a reported post, why, and by whom; it closes the reports before it."""

    __tablename__ = "post_decision"
    __table_args__ = (
        CheckConstraint("outcome IN ('kept', 'removed')", name="outcome"),
        no_longer_than(LONGEST["reason"], "reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id), index=True)
    outcome: Mapped[str]
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]


class PostReport(Model):
    """One person's word that a post should be looked at; open until there is a decision."""

    __tablename__ = "post_report"
    __table_args__ = (
        CheckConstraint(
            "concern IN ('private', 'hurtful', 'wrong', 'advertising', 'other')", name="concern"
        ),
        no_longer_than(LONGEST["words"], "words"),
        Index(
            "uq_post_report_open",
            "post_id",
            "by_id",
            unique=True,
            sqlite_where=text("decision_id IS NULL"),
            postgresql_where=text("decision_id IS NULL"),
        ),
        Index("ix_post_report_by_id_at", "by_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id))
    post: Mapped[Post] = relationship()
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    concern: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey(PostDecision.id))
