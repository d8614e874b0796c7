"""What the addresses of reviews name, found as the reader may see it; 404 otherwise."""

from typing import NamedTuple
from uuid import UUID

from flask import abort

from lms.accounts.access import allow
from lms.accounts.session import me
from lms.db import db
from lms.logbook.models import LogEntry
from lms.logbook.openings import Opened
from lms.placements import policy
from lms.placements.finding import refuse_a_change_of, utc_today
from lms.placements.waiting import Mark
from lms.reviews import queries
from lms.reviews.flags import flags_up


class Found(NamedTuple):
    entry: LogEntry
    flags: tuple[str, ...]
    opened: Opened | None


def the_entry_to_review(entry_id: UUID) -> Found:
    query = queries.waiting_entry(me(), entry_id, on=utc_today())
    row = db.session.execute(*query).unique().one_or_none() or abort(404)
    allow(policy.can_review(me(), row[0].placement, on=utc_today()))
    refuse_a_change_of(row[0].placement)
    entry, late, long_day, same_text, name, since = row
    opened = Opened(name, since) if name and since else None
    return Found(entry, flags_up(late, long_day, same_text), opened)


def mark_of(entry: LogEntry) -> Mark:
    """Its place in the queue."""
    assert entry.submitted_at is not None  # noqa: S101  # only what was handed in is reviewed
    return entry.times_returned > 0, entry.submitted_at, entry.id
