"""The secret address of a person's feed: made on request, shown once, ended at will."""

import secrets
from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete

from lms.accounts.models import User
from lms.db import db
from lms.feed_tokens import queries
from lms.feed_tokens.models import FeedToken, Purpose


def make(user: User, purpose: Purpose, *, at: datetime) -> str:
    """A new token; the one before stops working."""
    db.hold(user)
    revoke(user, purpose)
    token = secrets.token_urlsafe(32)
    new = FeedToken(user=user, purpose=purpose.value, token_hash=digest(token), created_at=at)
    db.session.add(new)
    db.session.flush()
    return token


def revoke(user: User, purpose: Purpose) -> None:
    """Nobody reads by this address any more."""
    theirs = (FeedToken.user_id == user.id, FeedToken.purpose == purpose.value)
    db.session.execute(delete(FeedToken).where(*theirs))


def reader_of(token: str, purpose: Purpose) -> User | None:
    """For whom the token reads.

    It is looked up by its hash, so what the look-up costs tells nothing of a token that is guessed.
    """
    row = db.session.scalars(queries.token_with(digest(token), purpose)).one_or_none()
    return row.user if row and secrets.compare_digest(row.token_hash, digest(token)) else None


def digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
