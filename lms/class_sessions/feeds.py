"""The secret address of a person's calendar: made on request, shown once, ended at will."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete

from lms.accounts.models import User
from lms.class_sessions import queries
from lms.class_sessions.models import CalendarFeed
from lms.db import db


def make(user: User, *, at: datetime) -> str:
    """A new token; the one before stops working."""
    db.hold(user)
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.user_id == user.id))
    token = secrets.token_urlsafe(32)
    db.session.add(CalendarFeed(user=user, token_hash=digest(token), created_at=at))
    db.session.flush()
    return token


def revoke(user: User) -> None:
    """Nobody reads the calendar by its address any more."""
    db.session.execute(delete(CalendarFeed).where(CalendarFeed.user_id == user.id))


def reader_of(token: str) -> User | None:
    """Whose calendar the token opens.

    It is looked up by its hash, so what the look-up costs tells nothing of a token that is guessed.
    """
    row = db.session.scalars(queries.feed_with(digest(token))).one_or_none()
    return row.user if row and secrets.compare_digest(row.token_hash, digest(token)) else None


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
