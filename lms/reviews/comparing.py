"""What a trainee changed since a version that somebody has read."""

from collections.abc import Sequence
from typing import NamedTuple

from lms.differences import Change, changes
from lms.i18n import show_date, show_hours
from lms.logbook.models import LogEntryVersion
from lms.logbook.vocabulary import ACTIVITIES, FIELD_NAMES


class Changed(NamedTuple):
    name: str
    pieces: Sequence[Change]


def changed_since(before: LogEntryVersion, after: LogEntryVersion) -> list[Changed]:
    """Only what differs, in the order of the page."""
    then, now = _shown(before), _shown(after)
    return [
        Changed(str(FIELD_NAMES[field]), changes(then[field], now[field]))
        for field in FIELD_NAMES
        if then[field] != now[field]
    ]


def _shown(version: LogEntryVersion) -> dict[str, str]:
    """As a reader sees it."""
    plain = {field: str(getattr(version, field)) for field in FIELD_NAMES}
    return plain | {
        "activity": str(ACTIVITIES[version.activity]),
        "activity_date": show_date(version.activity_date),
        "minutes": show_hours(version.minutes),
    }
