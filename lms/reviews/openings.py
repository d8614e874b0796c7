"""Who has an entry open: said to the others, and passed over on their way, for ten minutes."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from lms.accounts.models import User
from lms.db import db
from lms.logbook.models import ReviewOpening

LASTS: Final = timedelta(minutes=10)


class Opened(NamedTuple):
    """By somebody else, not long ago."""

    name: str
    at: datetime


def note(entry_id: UUID, *, by: User, at: datetime) -> None:
    """The first who opens an entry has it until that lapses; looking again does not prolong it."""
    opened = {"reviewer_id": by.id, "opened_at": at}
    on_sqlite = db.session.connection().dialect.name == "sqlite"
    new: sqlite.Insert | postgresql.Insert = (
        sqlite.insert(ReviewOpening) if on_sqlite else postgresql.insert(ReviewOpening)
    )
    db.session.execute(
        new.values(entry_id=entry_id, **opened).on_conflict_do_update(
            index_elements=[ReviewOpening.entry_id],
            set_=opened,
            where=ReviewOpening.opened_at <= at - LASTS,
        )
    )
