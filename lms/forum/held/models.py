from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.forum.along import Waited
from lms.forum.models import LONGEST, Post, Source, Topic
from lms.spaces.models import Space


class Why(StrEnum):
    """Why somebody has to look at it first."""

    LINKS = "links"
    MAIL = "mail"


class HeldWriting(Model):
    """An answer in a topic, or, with a title and a kind, the beginning of one.

    It has a row of its own, so that no query of posts can find it. `version` counts its texts and
    refusals: whoever decides says what they have read. Once it is a post, its words are only there.
    `beside` is what a feature above keeps with it (`lms.forum.along.Beside`).
    """

    __tablename__ = "held_writing"
    __table_args__ = (
        UniqueConstraint("author_id", "key"),
        CheckConstraint("why IN ('links', 'mail')", name="why"),
        CheckConstraint("source IN ('web', 'email')", name="source"),
        CheckConstraint("(topic_id IS NULL) = (kind <> '')", name="kind"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided"),
        CheckConstraint("post_id IS NULL OR decided_at IS NOT NULL", name="released"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        Index(
            "ix_held_writing_waiting",
            "space_id",
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey(Space.id))
    space: Mapped[Space] = relationship()
    topic_id: Mapped[int | None] = mapped_column(ForeignKey(Topic.id))
    topic: Mapped[Topic | None] = relationship()
    kind: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey(Post.id))
    reply_to: Mapped[Post | None] = relationship(foreign_keys=reply_to_id)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship(foreign_keys=author_id)
    key: Mapped[UUID]
    language: Mapped[str]
    body: Mapped[str]
    beside: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    why: Mapped[str]
    source: Mapped[str] = mapped_column(default=Source.WEB.value)
    version: Mapped[int] = mapped_column(default=1)
    held_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id)
    reason: Mapped[str] = mapped_column(default="")
    post_id: Mapped[int | None] = mapped_column(ForeignKey(Post.id))

    @property
    def place(self) -> Space:
        """Where it would stand: its topic may have moved since."""
        return self.topic.space if self.topic else self.space

    @property
    def waits(self) -> Waited:
        return Waited(self.beside or {}, self.held_at)

    @property
    def is_refused(self) -> bool:
        return self.decided_at is not None and self.post_id is None
