"""The order of the queue, a place in it, and what is known of each entry besides its text."""

from datetime import datetime

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, case, exists, or_, select
from sqlalchemy.orm import aliased

from lms.accounts.models import User
from lms.logbook.models import LogEntry, ReviewOpening
from lms.placements.queries import SUPERVISOR
from lms.reviews.flags import LATE, LONG_DAY, SAME_TEXT

Row = Select[LogEntry, bool, bool, bool, str | None, datetime | None]
"""An entry, its flags, and who else has it open since when."""
_reader = aliased(User)
_lapsed = bindparam("lapsed", type_=ReviewOpening.opened_at.type)
OPEN_ELSEWHERE = (
    exists()
    .where(ReviewOpening.entry_id == LogEntry.id, ReviewOpening.reviewer_id != SUPERVISOR)
    .where(ReviewOpening.opened_at > _lapsed)
)
RANK = case((LogEntry.times_returned > 0, 0), else_=1)
ORDER = (RANK, LogEntry.submitted_at, LogEntry.id)
_rank = bindparam("rank", type_=Integer)
_moment = bindparam("moment", type_=LogEntry.submitted_at.type)
_number = bindparam("number", type_=LogEntry.id.type)


def _beyond(further: ColumnElement[bool], same: ColumnElement[bool]) -> ColumnElement[bool]:
    return or_(further, and_(_rank == RANK, same))


AFTER = _beyond(
    _rank < RANK,
    or_(
        LogEntry.submitted_at > _moment,
        and_(LogEntry.submitted_at == _moment, LogEntry.id > _number),
    ),
)
BEFORE = _beyond(
    _rank > RANK,
    or_(
        LogEntry.submitted_at < _moment,
        and_(LogEntry.submitted_at == _moment, LogEntry.id < _number),
    ),
)
ROW: Row = (
    select(LogEntry, LATE, LONG_DAY, SAME_TEXT, _reader.name, ReviewOpening.opened_at)
    .outerjoin(
        ReviewOpening,
        and_(
            ReviewOpening.entry_id == LogEntry.id,
            ReviewOpening.reviewer_id != SUPERVISOR,
            ReviewOpening.opened_at > _lapsed,
        ),
    )
    .outerjoin(_reader, _reader.id == ReviewOpening.reviewer_id)
)
