"""Who has an entry open: said to the others, and passed over on their way, for ten minutes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects import postgresql, sqlite

from lms.accounts.models import User
from lms.db import db
from lms.logbook.models import LogEntry, ReviewOpening
from lms.logbook.openings import LASTS


def note(entry_id: UUID, *, by: User, at: datetime) -> None:
    """The first who opens an entry has it until that lapses; looking again does not prolong it.

    Handed in again, it is another text, and who opens it first has it.
    """
    handed_in = select(LogEntry.submitted_at).where(LogEntry.id == entry_id).scalar_subquery()
    opened = {"reviewer_id": by.id, "opened_at": at}
    on_sqlite = db.session.connection().dialect.name == "sqlite"
    new: sqlite.Insert | postgresql.Insert = (
        sqlite.insert(ReviewOpening) if on_sqlite else postgresql.insert(ReviewOpening)
    )
    db.session.execute(
        new.values(entry_id=entry_id, **opened).on_conflict_do_update(
            index_elements=[ReviewOpening.entry_id],
            set_=opened,
            where=or_(ReviewOpening.opened_at <= at - LASTS, ReviewOpening.opened_at < handed_in),
        )
    )
