"""That the mailbox cannot be read: kept from the first failure until reading works again."""

from datetime import datetime

from flask import current_app
from sqlalchemy import delete, select

from lms.config import Settings
from lms.db import db
from lms.inbound.models import MailboxTrouble

ONE = 1


def now() -> MailboxTrouble | None:
    """None, too, on a site that reads no mailbox any more."""
    settings: Settings = current_app.extensions["settings"]
    return _kept() if settings.mail_inbox else None


def note(why: str, *, at: datetime) -> None:
    known = select(MailboxTrouble).where(MailboxTrouble.id == ONE)
    new = MailboxTrouble(id=ONE, since=at, tried_at=at, why=why)
    row = db.keep_once(new, known)
    row.tried_at, row.why = at, why
    db.session.flush()


def end() -> None:
    """Most minutes there is nothing to end, and nothing is written."""
    if _kept() is not None:
        db.session.execute(delete(MailboxTrouble))


def _kept() -> MailboxTrouble | None:
    return db.session.scalars(select(MailboxTrouble)).one_or_none()
