"""Who has an entry open to decide on it: a lease of ten minutes that ends by itself."""

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Select, select

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


def opening_of(entry: LogEntry, *, at: datetime) -> Select[str, datetime]:
    """What counts now: what was opened before the entry was handed in again is over."""
    return (
        select(User.name, ReviewOpening.opened_at)
        .join(User, User.id == ReviewOpening.reviewer_id)
        .where(
            ReviewOpening.entry_id == entry.id,
            ReviewOpening.opened_at > at - LASTS,
            ReviewOpening.opened_at >= entry.submitted_at,
        )
    )
