"""What a supervisor should look at twice. A flag stops nothing: it is said, and asked about."""

from typing import Final

from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from lms.logbook.models import LogEntry, LogEntryVersion
from lms.logbook.states import HIDDEN_FROM_REVIEWERS

TOO_LONG: Final = 10 * 60  # minutes of all entries of one day

_other, _its, _own = aliased(LogEntry), aliased(LogEntryVersion), aliased(LogEntryVersion)
_SHOWN = and_(
    _other.placement_id == LogEntry.placement_id, _other.state.not_in(HIDDEN_FROM_REVIEWERS)
)
LATE = exists().where(_own.id == LogEntry.current_id, _own.late_reason != "")
LONG_DAY = (
    select(func.sum(_other.minutes))
    .where(_SHOWN, _other.activity_date == LogEntry.activity_date)
    .correlate(LogEntry)
    .scalar_subquery()
) > TOO_LONG
SAME_TEXT = (
    select(1)
    .select_from(_other)
    .join(_its, _its.id == _other.current_id)
    .join(_own, _own.facts == _its.facts)
    .where(_SHOWN, _other.id != LogEntry.id, _own.id == LogEntry.current_id)
    .correlate(LogEntry)
    .exists()
)
FLAGGED = or_(LATE, LONG_DAY, SAME_TEXT)


def flags_up(late: bool, long_day: bool, same_text: bool) -> tuple[str, ...]:
    """Their names, from a row that asked for LATE, LONG_DAY and SAME_TEXT."""
    named = zip((late, long_day, same_text), _NAMES, strict=True)
    return tuple(str(name) for up, name in named if up)


_NAMES = (
    _l("written long after"),
    _l("more than 10 h that day"),
    _l("same facts as another entry"),
)
