"""What the addresses of fieldwork name, found as the reader may see it; 404 otherwise."""

from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.db import db
from lms.fieldwork import policy, queries, review_queries
from lms.fieldwork.models import LogEntry, Placement


def the_placement(placement_id: int) -> Placement:
    query = queries.placements_for(me(), on=utc_today()).where(Placement.id == placement_id)
    return db.find_or_404(query)


def the_entry(placement: Placement, entry_id: UUID) -> LogEntry:
    entry = db.find_or_404(queries.entry_of(placement, entry_id, me()))
    entry.placement = placement
    return entry


def the_entry_to_review(entry_id: UUID) -> LogEntry:
    entry = db.find_or_404(review_queries.waiting_entry(me(), entry_id, on=utc_today()))
    allow(policy.can_review(me(), entry.placement, on=utc_today()))
    return entry


def uuid_or_400(written: str | None) -> UUID:
    """A number the page put into its form itself."""
    try:
        return UUID(written or "")
    except ValueError:
        abort(400)


def hours(placement: Placement) -> queries.Hours:
    return queries.as_hours(db.session.execute(queries.hours_of(placement.id)).one_or_none())


def local_today(placement: Placement) -> date:
    return datetime.now(ZoneInfo(placement.time_zone)).date()


def utc_today() -> date:
    return datetime.now(UTC).date()
