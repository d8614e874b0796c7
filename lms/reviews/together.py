"""The entries of one week or month, read one below the other and approved together.

There is no returning together: what is sent back needs a reason of its own.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.db import db
from lms.evidence.models import PENDING, Evidence
from lms.logbook.models import HourLedger, LogEntry, LogEntryVersion, Review
from lms.logbook.queries import WITH_PEOPLE
from lms.logbook.states import HIDDEN_FROM_REVIEWERS, REVIEWER, WAITING, move
from lms.placements import record
from lms.placements.calendar import Stretch
from lms.placements.models import Placement
from lms.reviews.actions import UnseenVersionError
from lms.reviews.flags import LATE, LONG_DAY, SAME_TEXT, flags_up

FIRST: Final = 5
"""So many entries of a trainee are read and answered one by one."""


_PENDING = (
    select(func.count(Evidence.id))
    .where(Evidence.entry_id == LogEntry.id, Evidence.state.in_(PENDING))
    .where(Evidence.waived_at.is_(None))
    .correlate(LogEntry)
    .scalar_subquery()
)
_REVIEWS = (
    select(func.count(Review.id))
    .where(Review.version_id == LogEntry.current_id)
    .correlate(LogEntry)
    .scalar_subquery()
)


class Read(NamedTuple):
    """An entry of the week, and why it wants a decision of its own; empty for the others.

    `reviews` were made of its present version before.
    """

    entry: LogEntry
    apart: tuple[str, ...]
    reviews: int


def read_in(placement: Placement, stretch: Stretch, *, hold: bool = False) -> list[Read]:
    """With `hold` nobody else decides on them until the transaction ends."""
    query = _waiting_in(placement, stretch)
    if hold:
        query = query.with_for_update(of=LogEntry).execution_options(populate_existing=True)
    return [
        Read(row[0], _why_apart(*row[:-1]), row[-1]) for row in db.session.execute(query).unique()
    ]


def _why_apart(  # the columns of a row
    entry: LogEntry, late: bool, long_day: bool, same_text: bool, early: bool, pending: int
) -> tuple[str, ...]:
    asked = (_("you asked"),) if entry.state == "queried" else ()
    first = (_("among the first five"),) if early else ()
    waits = (_("a photo or paper has not arrived"),) if pending else ()
    return (*asked, *first, *waits, *flags_up(late, long_day, same_text))


def _waiting_in(
    placement: Placement, stretch: Stretch
) -> Select[LogEntry, bool, bool, bool, bool, int, int]:
    return (
        select(
            LogEntry,
            LATE,
            LONG_DAY,
            SAME_TEXT,
            LogEntry.id.in_(_first_of(placement)),
            _PENDING,
            _REVIEWS,
        )
        .options(WITH_PEOPLE)
        .where(LogEntry.placement_id == placement.id, LogEntry.state.in_(WAITING))
        .where(LogEntry.activity_date.between(stretch.first, stretch.last))
        .order_by(LogEntry.activity_date, LogEntry.created_at)
    )


def _first_of(placement: Placement) -> Select[UUID]:
    other = aliased(LogEntry)
    return (
        select(other.id)
        .where(other.placement_id == placement.id, other.state.not_in(HIDDEN_FROM_REVIEWERS))
        .order_by(other.created_at, other.id)
        .limit(FIRST)
    )


def approve(
    placement: Placement, stretch: Stretch, seen: Mapping[UUID, UUID], *, by: User, at: datetime
) -> int:
    """All of it as it was read, with the minutes claimed, or nothing at all; the minutes in all.

    `seen` has the version of each entry that the page showed. Raises UnseenVersionError when one
    has changed, was decided meanwhile, or wants a decision of its own.
    """
    held = read_in(placement, stretch, hold=True)
    rows = [row for row in held if seen.get(row.entry.id) == row.entry.current_id and not row.apart]
    if not seen or len(rows) != len(seen):
        raise UnseenVersionError
    for row in rows:
        move(row.entry, "approved", REVIEWER)
    db.session.execute(insert(Review), [_review(row, by, at) for row in rows])
    texts = {row.entry.current_id: _text(row) for row in rows}
    newest = select(func.max(Review.id), Review.version_id).where(Review.version_id.in_(texts))
    numbers = db.session.execute(newest.group_by(Review.version_id))
    lines = [_line(placement, texts[version], review, at) for review, version in numbers]
    db.session.execute(insert(HourLedger), lines)
    record.note_each("entry.approved", placement.id, map(_noted, texts.values()), by=by, at=at)
    return sum(text.minutes for text in texts.values())


def _text(row: Read) -> LogEntryVersion:
    assert row.entry.current is not None  # noqa: S101  # what waits has a text
    return row.entry.current


def _noted(text: LogEntryVersion) -> dict[str, Any]:
    """As the record of one approval has it."""
    return {
        "entry": str(text.entry_id),
        "version": text.number,
        "digest": text.digest,
        "minutes": text.minutes,
        "category": text.category,
    }


def _review(row: Read, by: User, at: datetime) -> dict[str, Any]:
    return {
        "entry_id": row.entry.id,
        "version_id": row.entry.current_id,
        "number": row.reviews + 1,
        "reviewer_id": by.id,
        "decision": "approved",
        "minutes_allowed": _text(row).minutes,
        "decided_at": at,
    }


def _line(placement: Placement, text: LogEntryVersion, review: int, at: datetime) -> dict[str, Any]:
    return {
        "placement_id": placement.id,
        "entry_id": text.entry_id,
        "version_id": text.id,
        "review_id": review,
        "category": text.category,
        "minutes": text.minutes,
        "written_at": at,
    }
