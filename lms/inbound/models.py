from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model
from lms.forum.models import Post
from lms.spaces.models import Space


class Outcome(StrEnum):
    """What became of a mail: taken, refused, or left alone because no person wrote it."""

    POSTED = "posted"
    POSTED_WITHOUT_FILES = "posted_without_files"
    HELD = "held"
    HELD_UNPROVEN = "held_unproven"
    UNKNOWN_ADDRESS = "unknown_address"
    ADDRESS_ENDED = "address_ended"
    WRONG_SENDER = "wrong_sender"
    NOT_PROVEN = "not_proven"
    SUSPENDED = "suspended"
    TOPIC_GONE = "topic_gone"
    TOPIC_CLOSED = "topic_closed"
    SPACE_GONE = "space_gone"
    SPACE_CLOSED = "space_closed"
    NO_SUBJECT = "no_subject"
    EMPTY = "empty"
    ONLY_FILES = "only_files"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN_LETTERS = "unknown_letters"
    REPLY_TO_DIGEST = "reply_to_digest"
    REPLAYED = "replayed"
    UNREADABLE = "unreadable"
    OUT_OF_OFFICE = "out_of_office"
    BOUNCE = "bounce"
    LIST = "list"
    AUTO_GENERATED = "auto_generated"


HELD = (Outcome.HELD, Outcome.HELD_UNPROVEN)
TAKEN = (Outcome.POSTED, Outcome.POSTED_WITHOUT_FILES, *HELD)
MACHINES = (Outcome.OUT_OF_OFFICE, Outcome.BOUNCE, Outcome.LIST, Outcome.AUTO_GENERATED)


class InboundMail(Model):
    """That a mail came, and what became of it; nothing of what it said.

    `digest` stands for its Message-ID, so that it is dealt with once; `times` counts how often it
    came. `answered_at` is when its sender was told.
    """

    __tablename__ = "inbound_mail"
    __table_args__ = (
        CheckConstraint(
            f"outcome IN ({', '.join(repr(outcome.value) for outcome in Outcome)})", name="outcome"
        ),
        Index("ix_inbound_mail_user_id_answered_at", "user_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    outcome: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    times: Mapped[int] = mapped_column(default=1)
    user_id: Mapped[int | None] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    user: Mapped[User | None] = relationship()
    post_id: Mapped[int | None] = mapped_column(ForeignKey(Post.id))
    answered_at: Mapped[datetime | None]


class AddressRenewal(Model):
    """How many times somebody has taken a new address to write to a space; no row before once."""

    __tablename__ = "address_renewal"

    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey(Space.id), primary_key=True, index=True)
    times: Mapped[int]


class MailboxTrouble(Model):
    """Since when the mailbox cannot be read, and why; no row while it can. A site has one mailbox.

    `why` is a sentence for whoever runs the site, with the name of the server and no password.
    """

    __tablename__ = "mailbox_trouble"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    tried_at: Mapped[datetime]
    why: Mapped[str]
