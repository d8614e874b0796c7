"""Keep a draft, and forget it. People are known here by their number only."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from lms.db import db
from lms.drafts import queries
from lms.drafts.models import Draft

Fields = Mapping[str, Sequence[str]]
LASTS = timedelta(days=30)
MOST = 50
"""Drafts of one person; the oldest goes when there are more."""
PRIVATE = ("csrf_token", "password", "code", "typed", "draft_kept", "in_language")
LONGEST_KEY = 200


def keep(owner_id: int, key: str, fields: Fields, *, at: datetime, sent_to: str = "") -> Draft:
    """The newest state of one form; a password is never in it."""
    shown = {name: list(values) for name, values in fields.items() if not is_private(name)}
    row = db.session.merge(
        Draft(owner_id=owner_id, key=key, fields=shown, sent_to=sent_to, saved_at=at)
    )
    db.session.flush()
    newest = select(Draft.key).where(Draft.owner_id == owner_id)
    newest = newest.order_by(Draft.saved_at.desc(), Draft.key).limit(MOST)
    db.session.execute(
        delete(Draft).where(
            Draft.owner_id == owner_id,
            (Draft.saved_at < at - LASTS) | Draft.key.not_in(newest.scalar_subquery()),
        )
    )
    return row


def is_private(name: str) -> bool:
    """Whether a field is no text of its writer: new_password and note-csrf_token are none."""
    return name.endswith(PRIVATE)


def forget(owner_id: int, key: str) -> None:
    db.session.execute(queries.gone(owner_id, key))
