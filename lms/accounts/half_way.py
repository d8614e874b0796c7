"""Between password and second factor: who typed the right password and still owes a code.

It stands in the signed form cookie, lasts ten minutes, and ends with the password it was opened by.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from flask import session
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db

LASTS: Final = timedelta(minutes=10)
NAME: Final = "half_way"


def begin(user: User, *, remember: bool, at: datetime) -> None:
    session[NAME] = {
        "user": user.id,
        "password": _mark(user),
        "until": (at + LASTS).isoformat(),
        "remember": remember,
    }


def who(*, at: datetime) -> tuple[User, bool] | None:
    """(person, whether to stay signed in), while it lasts."""
    kept = session.get(NAME)
    if not kept or datetime.fromisoformat(kept["until"]) < at:
        return None
    query = select(User).where(User.id == kept["user"], User.suspended_at.is_(None))
    user = db.session.scalars(query).one_or_none()
    if user is None or _mark(user) != kept["password"]:
        return None
    return user, bool(kept["remember"])


def end() -> None:
    session.pop(NAME, None)


def _mark(user: User) -> str:
    """Changes with the password, and tells nothing about it."""
    return sha256((user.password_hash or "").encode()).hexdigest()[:16]
