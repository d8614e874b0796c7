from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition

LONGEST = {"subject": 120, "body": 4000}


class Message(Model):
    """One message to a group. `key` was drawn with its form, so that it is sent once."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        *(
            CheckConstraint(f"length({column}) BETWEEN 1 AND {most}", name=f"{column}_length")
            for column, most in LONGEST.items()
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id), index=True)
    edition: Mapped[Edition] = relationship()
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship(foreign_keys=by_id)
    key: Mapped[str]
    group: Mapped[str] = mapped_column(default="")
    supervisor_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    subject: Mapped[str]
    body: Mapped[str]
    sent_at: Mapped[datetime]


class MessageReceiver(Model):
    """To whom it went, and when they opened it here."""

    __tablename__ = "message_receiver"

    message_id: Mapped[int] = mapped_column(
        ForeignKey(Message.id), primary_key=True, autoincrement=False
    )
    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id), primary_key=True, autoincrement=False, index=True
    )
    read_at: Mapped[datetime | None]
