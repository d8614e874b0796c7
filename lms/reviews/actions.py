"""What supervisors decide: always on one version of one entry, always with a line in the record."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from lms.accounts.models import User
from lms.db import db
from lms.evidence.queries import pending_of
from lms.logbook.models import HourLedger, LogEntry, LogEntryVersion, Review
from lms.logbook.states import REVIEWER, IllegalTransitionError, move
from lms.placements import record


class UnseenVersionError(Exception):
    """The trainee changed the entry after the reviewer opened it: read it again first."""


class EvidencePendingError(Exception):
    """A photo or paper that the trainee named is not here yet."""


def approve(
    entry: LogEntry, *, version: UUID, by: User, minutes: int, comment: str, at: datetime
) -> Review:
    """Count these minutes, never more than the trainee claimed.

    Raises EvidencePendingError while a photo or paper has neither arrived nor been waived.
    """
    seen = _hold(entry, version)
    if db.session.scalars(pending_of(entry.id)).first():
        raise EvidencePendingError
    move(entry, "approved", REVIEWER)
    allowed = min(minutes, seen.minutes)
    review = _decide(entry, seen, "approved", by=by, comment=comment, minutes=allowed, at=at)
    db.session.add(
        HourLedger(
            placement_id=entry.placement_id,
            entry_id=entry.id,
            version_id=seen.id,
            review_id=review.id,
            category=seen.category,
            minutes=allowed,
            written_at=at,
        )
    )
    db.session.flush()
    return review


def return_entry(entry: LogEntry, *, version: UUID, by: User, reason: str, at: datetime) -> Review:
    """Give the entry back to be changed; hours that had counted are taken off again."""
    seen = _hold(entry, version)
    counted = entry.state == "approved"
    move(entry, "returned", REVIEWER)
    entry.times_returned += 1
    decision = "reopened" if counted else "returned"
    review = _decide(entry, seen, decision, by=by, comment=reason, minutes=None, at=at)
    if counted:
        _take_off(entry, seen, review, reason=reason, at=at)
    db.session.flush()
    return review


def query(entry: LogEntry, *, version: UUID, by: User, question: str, at: datetime) -> Review:
    """Ask the trainee something; the entry stays in the queue."""
    seen = _hold(entry, version)
    if entry.state == "submitted":
        move(entry, "queried", REVIEWER)
    elif entry.state != "queried":
        raise IllegalTransitionError(f"{entry.state} → queried")
    return _decide(entry, seen, "queried", by=by, comment=question, minutes=None, at=at)


def _hold(entry: LogEntry, version: UUID) -> LogEntryVersion:
    """Keep others from deciding meanwhile; refuse when the text is not the one that was read."""
    db.session.refresh(entry, ["state", "current_id", "times_returned"], with_for_update=True)
    if entry.current_id != version:
        raise UnseenVersionError
    return db.session.get_one(LogEntryVersion, version)


def _decide(  # noqa: PLR0913  # a decision is recorded whole
    entry: LogEntry,
    seen: LogEntryVersion,
    decision: str,
    *,
    by: User,
    comment: str,
    minutes: int | None,
    at: datetime,
) -> Review:
    earlier = select(func.count(Review.id)).where(Review.version_id == seen.id)
    review = Review(
        entry_id=entry.id,
        version_id=seen.id,
        number=(db.session.scalar(earlier) or 0) + 1,
        reviewer=by,
        decision=decision,
        minutes_allowed=minutes,
        comment=comment,
        decided_at=at,
    )
    db.session.add(review)
    db.session.flush()
    record.note(
        f"entry.{decision}",
        entry.placement_id,
        by=by,
        at=at,
        entry=str(entry.id),
        version=seen.number,
        digest=seen.digest,
        minutes=minutes,
    )
    return review


def _take_off(
    entry: LogEntry, seen: LogEntryVersion, review: Review, *, reason: str, at: datetime
) -> None:
    counted = select(func.coalesce(func.sum(HourLedger.minutes), 0)).where(
        HourLedger.entry_id == entry.id
    )
    db.session.add(
        HourLedger(
            placement_id=entry.placement_id,
            entry_id=entry.id,
            version_id=seen.id,
            review_id=review.id,
            category=seen.category,
            minutes=-(db.session.scalar(counted) or 0),
            reason=reason,
            written_at=at,
        )
    )
