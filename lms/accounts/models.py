from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from lms import letters
from lms.db import Model


class SiteRole(StrEnum):
    """What a person may do on the whole site; roles in one intake are enrolments."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"


def _key_of_name(context: DefaultExecutionContext) -> str:
    """Where many people are added in one statement."""
    said = context.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy's own
    return letters.name_key(said["name"])


class User(Model):
    """A person with an account. Without `password_hash` the invitation is not yet accepted.

    `name_key` is the name as others write it to mention somebody; several may have the same.

    `reply_key` counts up to end all addresses by which they answered by e-mail until then.
    """

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("site_role IN ('administrator', 'coordinator')", name="site_role"),
        CheckConstraint("length(email) <= 254", name="email_length"),
        CheckConstraint("length(name) <= 120", name="name_length"),
        CheckConstraint("length(organisation) <= 120", name="organisation_length"),
        CheckConstraint("email = lower(email)", name="email_lower_case"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(default=_key_of_name, index=True)
    password_hash: Mapped[str | None]
    site_role: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="en")
    time_zone: Mapped[str] = mapped_column(default="UTC")
    country: Mapped[str] = mapped_column(default="")
    organisation: Mapped[str] = mapped_column(default="")
    saves_data: Mapped[bool] = mapped_column(default=False)
    keys_off: Mapped[bool] = mapped_column(default=False)
    reply_key: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    suspended_at: Mapped[datetime | None]

    @validates("name")
    def _rename(self, _name: str, name: str) -> str:
        self.name_key = letters.name_key(name)
        return name

    @validates("suspended_at")
    def _end_reply_addresses(self, _name: str, moment: datetime | None) -> datetime | None:
        if moment != self.suspended_at:
            self.reply_key = (self.reply_key or 0) + 1
        return moment

    @property
    def is_administrator(self) -> bool:
        return self.site_role == SiteRole.ADMINISTRATOR

    @property
    def is_staff(self) -> bool:
        """Administrators and coordinators: shorter sessions, more doors."""
        return self.site_role is not None


class SignIn(Model):
    """One browser that is signed in. The cookie holds a token, the row only its SHA-256.

    `confirmed_at` is when the password was last typed there: some acts ask for it again.
    """

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    user: Mapped[User] = relationship()
    browser: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    idle_until: Mapped[datetime]
    ends_at: Mapped[datetime]
    idle_minutes: Mapped[int]
    confirmed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SecondFactor(Model):
    """An app that shows a six-digit code (RFC 6238), besides the password.

    It counts once `confirmed_at` is set. `last_step` is the 30-second step of the last code that
    was taken, so that a code read over a shoulder is worth nothing.
    """

    __tablename__ = "second_factor"

    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    user: Mapped[User] = relationship()
    secret: Mapped[str]
    last_step: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(Model):
    """Lets its person in once when the app is lost. Only a keyed hash is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    code_hash: Mapped[str]
    used_at: Mapped[datetime | None]


class OneTimeLink(Model):
    """A link sent by mail that sets a password once: an invitation, or a forgotten password."""

    __tablename__ = "one_time_link"
    __table_args__ = (CheckConstraint("purpose IN ('invitation', 'password')", name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), index=True)
    user: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Attempt(Model):
    """One try at something throttled. `key` is a keyed hash of an account or an address."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
