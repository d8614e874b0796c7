"""What changed for a trainee since their device last asked."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.api.models import Receipt
from lms.editions.models import Enrolment
from lms.evidence.models import Evidence
from lms.logbook.models import LogEntry, LogEntryVersion, Review
from lms.placements.models import Placement


def changed_entries(trainee: User, since: datetime) -> Select[LogEntry]:
    """A trainee's own entries that were written, decided or completed since."""
    decided = select(Review.entry_id).where(Review.decided_at > since)
    arrived = select(Evidence.entry_id).where(
        or_(
            Evidence.received_at > since,
            Evidence.waived_at > since,
            Evidence.withdrawn_at > since,
        )
    )
    return (
        select(LogEntry)
        .join(LogEntryVersion, LogEntryVersion.id == LogEntry.current_id)
        .join(LogEntry.placement)
        .join(Placement.enrolment)
        .options(joinedload(LogEntry.current))
        .where(
            Enrolment.user_id == trainee.id,
            or_(
                LogEntryVersion.received_at > since,
                LogEntry.submitted_at > since,
                LogEntry.id.in_(decided),
                LogEntry.id.in_(arrived),
            ),
        )
        .order_by(LogEntry.activity_date, LogEntry.created_at)
    )


def receipts_since(owner: User, since: datetime) -> Select[UUID]:
    """Keys of what arrived: what a device sent and does not find here, a server has lost."""
    return (
        select(Receipt.key)
        .where(Receipt.owner_id == owner.id, Receipt.received_at > since)
        .order_by(Receipt.id)
    )


def decisions_on(entry_ids: Collection[UUID]) -> Select[Review]:
    """Of each entry the newest comes last."""
    return (
        select(Review).where(Review.entry_id.in_(entry_ids)).order_by(Review.decided_at, Review.id)
    )
