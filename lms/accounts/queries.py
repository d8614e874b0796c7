from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, contains_eager

from lms.accounts.models import OneTimeLink, SignIn, User
from lms.folding import folding
from lms.letters import folded


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


def people(*, after: str = "", called: str = "", most: int = 50) -> Select[User]:
    """Everyone, or who is called so, by e-mail address, a page at a time."""
    query = select(User).where(User.email > after).order_by(User.email).limit(most + 1)
    if not called:
        return query
    return query.where(or_(*(are_in(column, called) for column in (User.name, User.email))))


def are_in(column: InstrumentedAttribute[str], called: str) -> ColumnElement[bool]:
    """Whether each of some words is somewhere in it; capitals and accents do not matter."""
    words = folded(called).split()
    return and_(*(folding(column).contains(word, autoescape=True) for word in words))
