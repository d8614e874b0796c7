"""What supervisors decide: always on one version of one entry, always with a line in the record."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.db import db
from lms.evidence.queries import pending_of
from lms.logbook.models import HourLedger, LogEntry, LogEntryVersion, Review
from lms.logbook.queries import reviews_of
from lms.logbook.standing import standing
from lms.logbook.states import AT_ONCE, COORDINATOR, REVIEWER, IllegalTransitionError, move
from lms.placements import record

UNDONE_WITHIN: Final = timedelta(seconds=15)  # ten are offered; the rest is the way to the server
REOPENED_WITHIN: Final = timedelta(hours=48)


class UnseenVersionError(Exception):
    """The trainee changed the entry after the reviewer opened it: read it again first."""


class TooLateError(Exception):
    """The time in which this could be taken back is over."""


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
    _write_hours(entry, seen, review, minutes=allowed)
    return review


def return_entry(entry: LogEntry, *, version: UUID, by: User, reason: str, at: datetime) -> Review:
    """Give the entry back to be changed; hours that had counted are taken off again.

    Raises TooLateError when it was approved longer ago than REOPENED_WITHIN.
    """
    seen = _hold(entry, version)
    counted = entry.state == "approved"
    if counted and _last_approval(entry).decided_at < at - REOPENED_WITHIN:
        raise TooLateError
    move(entry, "returned", REVIEWER)
    return _send_back(entry, seen, was_counted=counted, by=by, reason=reason, at=at)


def reopen(entry: LogEntry, *, version: UUID, by: User, reason: str, at: datetime) -> Review:
    """A coordinator's word on what is approved, however long ago: it goes back to its trainee."""
    seen = _hold(entry, version)
    move(entry, "returned", COORDINATOR)
    return _send_back(entry, seen, was_counted=True, by=by, reason=reason, at=at)


def _send_back(  # as a decision says it
    entry: LogEntry,
    seen: LogEntryVersion,
    *,
    was_counted: bool,
    by: User,
    reason: str,
    at: datetime,
) -> Review:
    entry.times_returned += 1
    decision = "reopened" if was_counted else "returned"
    review = _decide(entry, seen, decision, by=by, comment=reason, minutes=None, at=at)
    _write_hours(entry, seen, review, minutes=-_counted(entry) if was_counted else None)
    return review


def query(entry: LogEntry, *, version: UUID, by: User, reason: str, at: datetime) -> Review:
    """Ask the trainee something; the entry stays in the queue."""
    seen = _hold(entry, version)
    if entry.state == "submitted":
        move(entry, "queried", REVIEWER)
    elif entry.state != "queried":
        raise IllegalTransitionError(f"{entry.state} → queried")
    review = _decide(entry, seen, "queried", by=by, comment=reason, minutes=None, at=at)
    _write_hours(entry, seen, review, minutes=None)
    return review


def undo(entry: LogEntry, *, by: User, at: datetime) -> Review:
    """Take back one's own approval within seconds; the entry waits again where it stood.

    Raises TooLateError afterwards, and when what was approved is not what stands there now.
    """
    assert entry.current_id is not None  # noqa: S101  # an approved entry has a text
    seen = _hold(entry, entry.current_id)
    last = _last_approval(entry) if entry.state == "approved" else None
    if last is None or last.reviewer_id != by.id or last.decided_at < at - UNDONE_WITHIN:
        raise TooLateError
    before = standing(db.session.scalars(reviews_of(entry)))[:-1]
    asked = before and before[-1].decision == "queried" and before[-1].version_id == seen.id
    move(entry, "queried" if asked else "submitted", AT_ONCE)
    review = _decide(entry, seen, "reopened", by=by, comment="", minutes=None, at=at)
    _write_hours(entry, seen, review, minutes=-_counted(entry), act="undone")
    return review


def was_said(entry: LogEntry, *, version: UUID, by: User, comment: str, minutes: int) -> bool:
    """Whether this very approval stands already: then its answer was lost, not the request."""
    if entry.state != "approved" or entry.current_id != version:
        return False
    last = _last_approval(entry)
    return (last.reviewer_id, last.comment, last.minutes_allowed) == (by.id, comment, minutes)


def _last_approval(entry: LogEntry) -> Review:
    query = select(Review).where(Review.entry_id == entry.id, Review.decision == "approved")
    return db.session.scalars(query.order_by(Review.id.desc()).limit(1)).one()


def _hold(entry: LogEntry, version: UUID) -> LogEntryVersion:
    """Keep others from deciding meanwhile; refuse when the text is not the one that was read."""
    record.hold(entry.placement_id)
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
    earlier = aliased(Review)
    next_one = select(func.count(earlier.id) + 1).where(earlier.version_id == seen.id)
    review = Review(
        entry_id=entry.id,
        version_id=seen.id,
        number=next_one.scalar_subquery(),
        reviewer=by,
        decision=decision,
        minutes_allowed=minutes,
        comment=comment,
        decided_at=at,
    )
    db.session.add(review)
    db.session.flush()
    return review


def _write_hours(
    entry: LogEntry,
    seen: LogEntryVersion,
    review: Review,
    *,
    minutes: int | None,
    act: str = "",
) -> None:
    """What the decision does to the hours that count, as a line of the ledger and on record."""
    if minutes is not None:
        line = HourLedger(
            placement_id=entry.placement_id,
            entry_id=entry.id,
            version_id=seen.id,
            review_id=review.id,
            category=seen.category,
            minutes=minutes,
            reason="" if review.decision == "approved" else review.comment,
            written_at=review.decided_at,
        )
        db.session.add(line)
    record.note(
        f"entry.{act or review.decision}",
        entry.placement_id,
        by=review.reviewer,
        at=review.decided_at,
        entry=str(entry.id),
        version=seen.number,
        digest=seen.digest,
        minutes=minutes,
        category=seen.category,
    )
    db.session.flush()


def _counted(entry: LogEntry) -> int:
    """Minutes that count for this entry now."""
    query = select(func.coalesce(func.sum(HourLedger.minutes), 0))
    return db.session.scalar(query.where(HourLedger.entry_id == entry.id)) or 0
