from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model, no_longer_than

LONGEST = 40
MOST = 5
"""Tags of one topic."""


class Tag(Model):
    """A word that a leader added. `into` is the address of the tag that it became one with."""

    __tablename__ = "tag"
    __table_args__ = (no_longer_than(LONGEST, "name"),)

    slug: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    created_at: Mapped[datetime]
    into: Mapped[str | None] = mapped_column(index=True)


class TopicTag(Model):
    """A word of the programme, which no table holds, or one that was added.

    Topics stand above tags, so their table is named here and not their class.
    """

    __tablename__ = "topic_tag"
    __table_args__ = (Index("ix_topic_tag_slug_topic_id", "slug", "topic_id"),)

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
