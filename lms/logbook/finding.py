"""The entry that an address names, as the reader may see it; 404 otherwise."""

from datetime import datetime
from uuid import UUID

from flask import abort

from lms.accounts.session import me
from lms.db import db
from lms.logbook import queries
from lms.logbook.models import LogEntry
from lms.logbook.openings import Opened, with_opening
from lms.placements.finding import utc_today
from lms.placements.models import Placement


def the_entry(placement: Placement, entry_id: UUID) -> LogEntry:
    entry = db.find_or_404(queries.entry_of(placement, entry_id, me()))
    entry.placement = placement
    return entry


def the_entry_and_opening(
    placement: Placement, entry_id: UUID, *, at: datetime
) -> tuple[LogEntry, Opened | None]:
    """One statement for both: the entry, and who has it open to decide on it."""
    query = with_opening(queries.entry_of(placement, entry_id, me()), at=at)
    row = db.session.execute(query).unique().one_or_none() or abort(404)
    entry, name, since = row
    entry.placement = placement
    return entry, Opened(name, since) if name and since else None


def the_placement_and_hours(placement_id: int) -> tuple[Placement, queries.Hours]:
    """One statement for both."""
    found = db.session.execute(*queries.placement_and_hours(me(), placement_id, on=utc_today()))
    row = found.unique().one_or_none()
    return (row[0], queries.as_hours(row)) if row else abort(404)


def uuid_or_400(written: str | None) -> UUID:
    """A number the page put into its form itself."""
    try:
        return UUID(written or "")
    except ValueError:
        abort(400)


def hours(placement: Placement) -> queries.Hours:
    return queries.as_hours(db.session.execute(*queries.hours_of(placement.id)).one_or_none())
