"""Who has an entry open to decide on it: a lease of ten minutes that ends by itself."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, select

from lms.accounts.models import User
from lms.logbook.models import LogEntry, ReviewOpening

LASTS: Final = timedelta(minutes=10)


class Opened(NamedTuple):
    """By whom, and since when."""

    name: str
    at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.at + LASTS


def opening_of(entry: LogEntry, *, at: datetime) -> Select[datetime]:
    query = select(ReviewOpening.opened_at).join(LogEntry, _counts(at))
    return query.where(LogEntry.id == entry.id)


def with_opening(
    entries: Select[LogEntry], *, at: datetime
) -> Select[LogEntry, str | None, datetime | None]:
    """Each entry beside who has it open, and since when."""
    return (
        entries.outerjoin(ReviewOpening, _counts(at))
        .outerjoin(User, User.id == ReviewOpening.reviewer_id)
        .add_columns(User.name, ReviewOpening.opened_at)
    )


def _counts(at: datetime) -> ColumnElement[bool]:
    """What was opened before the entry was handed in again is over."""
    return and_(
        ReviewOpening.entry_id == LogEntry.id,
        ReviewOpening.opened_at > at - LASTS,
        ReviewOpening.opened_at >= LogEntry.submitted_at,
    )
