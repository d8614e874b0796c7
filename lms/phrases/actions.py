from datetime import datetime

from lms.accounts.models import User
from lms.db import db
from lms.phrases import queries
from lms.phrases.models import Phrase


class EnoughError(Exception):
    """There are as many phrases as one finds one's way in."""


class AlreadyKeptError(Exception):
    """Another phrase of this person says the same."""


def keep(text: str, *, step: str = "", owner: User, at: datetime) -> Phrase:
    """Said twice, it is kept once. Raises EnoughError at the limit."""
    known = db.session.scalars(queries.same_of(owner, text)).one_or_none()
    if known is not None:
        return known
    if (db.session.scalar(queries.count_of(owner)) or 0) >= queries.MOST:
        raise EnoughError
    row = Phrase(owner_id=owner.id, text=text, step=step, kept_at=at)
    return db.keep_once(row, queries.same_of(owner, text))


def change(phrase: Phrase, text: str, *, step: str, owner: User) -> None:
    """Raises AlreadyKeptError when another one has these words."""
    known = db.session.scalars(queries.same_of(owner, text)).one_or_none()
    if known is not None and known is not phrase:
        raise AlreadyKeptError
    phrase.text, phrase.step = text, step
    db.session.flush()


def remove(phrase: Phrase) -> None:
    db.session.delete(phrase)
    db.session.flush()
