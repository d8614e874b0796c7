from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model


class Purpose(StrEnum):
    """What is read under an address: each is given and taken back for itself."""

    CALENDAR = "calendar"
    FORUM = "forum"
    NOTES = "notes"


class FeedToken(Model):
    """The secret part of an address under which a program reads for its owner; only its SHA-256."""

    __tablename__ = "feed_token"
    __table_args__ = (UniqueConstraint("user_id", "purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    user: Mapped[User] = relationship()
    purpose: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
