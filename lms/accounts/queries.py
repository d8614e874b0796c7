from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import OneTimeLink, SignIn, User


def user_by_email(email: str) -> Select[User]:
    return select(User).where(User.email == email.strip().lower())


def open_link(token: str, purpose: str, *, at: datetime) -> Select[OneTimeLink]:
    """The link behind a token, with its person, while it can still be used."""
    return (
        select(OneTimeLink)
        .join(OneTimeLink.user)
        .options(contains_eager(OneTimeLink.user))
        .where(
            OneTimeLink.token_hash == sha256(token.encode()).hexdigest(),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > at,
            User.suspended_at.is_(None),
        )
    )


def open_sign_ins(user: User, *, at: datetime) -> Select[SignIn]:
    """Where a person is signed in now, the last seen first."""
    return (
        select(SignIn)
        .where(
            SignIn.user_id == user.id,
            SignIn.ended_at.is_(None),
            SignIn.idle_until > at,
            SignIn.ends_at > at,
        )
        .order_by(SignIn.seen_at.desc())
    )


def people(*, after: str = "", most: int = 50) -> Select[User]:
    """Everyone, by e-mail address, a page at a time."""
    return select(User).where(User.email > after).order_by(User.email).limit(most + 1)
