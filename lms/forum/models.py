from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import (
    Mapped,
    MappedSQLExpression,
    column_property,
    mapped_column,
    query_expression,
    relationship,
)

from lms import markdown
from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.spaces.models import Space
from lms.tags.models import Tag, TopicTag
from lms.tags.vocabulary import Label, labels_of

SILENT = timedelta(minutes=30)
"""So long an author mends a post without a word about it."""
LONGEST = {"title": 140, "body": 8000, "reason": 300}
FIRST = 1  # number of the post that begins a topic
MOST_FILES = 4  # along with one post


class Kind(StrEnum):
    """What a topic is for."""

    QUESTION = "question"
    DISCUSSION = "discussion"
    VISIT_PREPARATION = "visit_preparation"
    NOTE = "note"
    ANNOUNCEMENT = "announcement"
    DECISION = "decision"


class Topic(Model):
    """`last_no` is the number of its newest post, counted from 1; numbers are never used again.

    At `holes` of these numbers no post stands any more: it went to another topic. `bumped_at` is
    when the newest was written. A question is resolved when its asker or who leads the
    space says so, with or without a post that answers it.
    """

    __tablename__ = "topic"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('question', 'discussion', 'visit_preparation', 'note', 'announcement', "
            "'decision')",
            name="kind",
        ),
        no_longer_than(LONGEST["title"], "title"),
        Index("ix_topic_space_id_bumped_at_id", "space_id", "bumped_at", "id"),
        Index("ix_topic_space_id_kind_bumped_at_id", "space_id", "kind", "bumped_at", "id"),
        Index("ix_topic_bumped_at_id", "bumped_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey(Space.id))
    space: Mapped[Space] = relationship()
    kind: Mapped[str]
    title: Mapped[str]
    language: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    last_no: Mapped[int] = mapped_column(default=0)
    holes: Mapped[int] = mapped_column(default=0)
    bumped_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    labels: ClassVar[MappedSQLExpression[str | None]]
    """Its tags, as `labels_of` reads them."""
    answer_no: Mapped[int | None] = query_expression()
    """Number of the post that answers it, on the page of the topic."""

    @property
    def tags(self) -> list[Label]:
        return labels_of(self.labels)

    @hybrid_property
    def posts(self) -> int:
        """How many stand in it. One that went into another topic has none."""
        return self.last_no - self.holes


Topic.labels = column_property(
    select(func.aggregate_strings(TopicTag.slug + "=" + func.coalesce(Tag.name, ""), "\n"))
    .outerjoin(Tag, Tag.slug == TopicTag.slug)
    .where(TopicTag.topic_id == Topic.id)
    .correlate_except(Tag, TopicTag)
    .scalar_subquery()
)


class Merger(Model):
    """A topic whose posts went to the end of another: its address leads there.

    Post `no` of the one is post `after + no` of the other.
    """

    __tablename__ = "topic_merger"

    topic_id: Mapped[int] = mapped_column(ForeignKey(Topic.id), primary_key=True)
    into_id: Mapped[int] = mapped_column(ForeignKey(Topic.id), index=True)
    after: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    at: Mapped[datetime]


class Source(StrEnum):
    """How a post came."""

    WEB = "web"
    EMAIL = "email"


class Post(Model):
    """What one person wrote. `no` is its place in the topic; `id` is its address for ever.

    `key` came with the form, so that a form sent twice is one post. `html` is `body` as rendered
    by `markdown_version`. Of a removed post only who removed it and the reason are shown.
    """

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("topic_id", "no"),
        UniqueConstraint("author_id", "key"),
        no_longer_than(LONGEST["body"], "body"),
        no_longer_than(LONGEST["reason"], "reason"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed"),
        CheckConstraint("source IN ('web', 'email')", name="source"),
        Index("ix_post_author_id_created_at", "author_id", "created_at"),
        Index("ix_post_reply_to_id", "reply_to_id"),
        Index(
            "uq_post_answer",
            "topic_id",
            unique=True,
            sqlite_where=text("accepted_at IS NOT NULL"),
            postgresql_where=text("accepted_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Topic.id))
    topic: Mapped[Topic] = relationship()
    no: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship(foreign_keys=author_id)
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    reply_to: Mapped["Post | None"] = relationship(remote_side="Post.id")
    key: Mapped[UUID]
    language: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    markdown_version: Mapped[str]
    source: Mapped[str] = mapped_column(default=Source.WEB.value)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    removed_by: Mapped[User | None] = relationship(foreign_keys=removed_by_id)
    reason: Mapped[str] = mapped_column(default="")

    @property
    def shown(self) -> Markup:
        """As it was rendered when it was written; anew when the rules are others today."""
        return markdown.stored(self.html, version=self.markdown_version, text=self.body)

    @property
    def is_changed(self) -> bool:
        """Whether those who read it early have read something else."""
        return self.edited_at is not None and self.edited_at > self.created_at + SILENT

    def write(self, body: str, *, names: Collection[str]) -> None:
        """As it was typed, and as it is rendered by today's rules."""
        self.body, self.html = body, str(markdown.from_member(body, names=names))
        self.markdown_version = markdown.VERSION


class PostRevision(Model):
    """A former text of a post, until when it stood."""

    __tablename__ = "post_revision"
    __table_args__ = (no_longer_than(LONGEST["body"], "body"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id), index=True)
    body: Mapped[str]
    replaced_at: Mapped[datetime]


class PostQuote(Model):
    """One post quotes words of another, or has done so in a former text."""

    __tablename__ = "post_quote"

    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id), primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey(Post.id), primary_key=True, index=True)


class PostMention(Model):
    """That a post names somebody, or a group or country they are of; gone when it is removed."""

    __tablename__ = "post_mention"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id), primary_key=True, index=True)


class Level(StrEnum):
    """How much somebody wants to hear: of a topic or a space; every post of it only of a space."""

    MUTE = "mute"
    NORMAL = "normal"
    FOLLOW = "follow"
    ALL = "all"


class Reason(StrEnum):
    """Why somebody hears of a topic. The last three are known from elsewhere and never kept."""

    CHOSE = "chose"
    BEGAN = "began"
    WROTE = "wrote"
    MAILED = "mailed"
    MENTIONED = "mentioned"
    ANSWERED = "answered"
    SPACE = "space"
    LEADS = "leads"


class TopicReader(Model):
    """How far a person has read in a topic: all up to `last_read`, but for the gaps below it.

    `last_read` goes back only when the reader says so. `level` has a `reason` as soon as something
    set it: what the person chose stands, and what they did raises it where they chose nothing.
    """

    __tablename__ = "topic_reader"
    __table_args__ = (
        CheckConstraint("level IN ('mute', 'normal', 'follow')", name="level"),
        CheckConstraint(
            "reason IN ('', 'chose', 'began', 'wrote', 'mailed', 'mentioned')", name="reason"
        ),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Topic.id), primary_key=True, index=True)
    last_read: Mapped[int] = mapped_column(default=0)
    level: Mapped[str] = mapped_column(default=Level.NORMAL.value)
    reason: Mapped[str] = mapped_column(default="")


class SpaceReader(Model):
    """How much a person chose to hear of a space; there is no row before they do."""

    __tablename__ = "space_reader"
    __table_args__ = (
        CheckConstraint("level IN ('mute', 'normal', 'follow', 'all')", name="level"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey(Space.id), primary_key=True, index=True)
    level: Mapped[str]


class ReadingGap(Model):
    """Posts that were passed over, from `first` to `last`: somebody opened a later one directly."""

    __tablename__ = "reading_gap"
    __table_args__ = (CheckConstraint("first <= last", name="order"),)

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey(Topic.id), primary_key=True)
    first: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
