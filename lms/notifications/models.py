from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model


class Category(StrEnum):
    MESSAGES = "messages"
    DATES = "dates"
    WORK = "work"
    OTHERS = "others"


class How(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


_CATEGORIES = "category IN ('messages', 'dates', 'work', 'others')"


class Notice(Model):
    """Something that happened and that one person should know; `mailed_at` once a mail said it.

    `kind` and `about` are put into words when it is told, in the language the person reads then.
    """

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint(_CATEGORIES, name="category"),
        Index("ix_notice_user_id_mailed_at", "user_id", "mailed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    category: Mapped[str]
    kind: Mapped[str]
    about: Mapped[dict[str, Any]] = mapped_column(JSON)
    href: Mapped[str]
    created_at: Mapped[datetime]
    mailed_at: Mapped[datetime | None]


class NoticeSetting(Model):
    """How a person wants to be told of one category, where it is not as usual."""

    __tablename__ = "notice_setting"
    __table_args__ = (
        CheckConstraint(_CATEGORIES, name="category"),
        CheckConstraint("how IN ('at_once', 'daily', 'weekly', 'never')", name="how"),
    )

    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    category: Mapped[str] = mapped_column(primary_key=True)
    how: Mapped[str]


class Digest(Model):
    """That a person had their mail of a day, or that there was nothing to say: `lines` is 0."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("user_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    on: Mapped[date]
    lines: Mapped[int]
    sent_at: Mapped[datetime]


class Reminder(Model):
    """That a person was reminded of something once; `key` says of what."""

    __tablename__ = "reminder"

    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime]
