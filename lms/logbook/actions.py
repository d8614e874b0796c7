"""What trainees do with their log."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID, uuid4

from lms.db import db
from lms.logbook.models import LogEntry, LogEntryVersion
from lms.logbook.states import EDITABLE, TRAINEE, IllegalTransitionError, move
from lms.logbook.vocabulary import CATEGORY_OF
from lms.placements.models import Placement


@dataclass(frozen=True)
class Writing:
    """What a trainee wrote for one entry; minutes are whole, `recorded_at` is the device's time."""

    activity_date: date
    minutes: int
    activity: str
    step: str = ""
    factor: str = ""
    competencies: list[str] = field(default_factory=list)
    place: str = ""
    people_met: str = ""
    facts: str = ""
    own_act: str = ""
    meaning: str = ""
    next_step: str = ""
    surprise: str = ""
    consent_given: bool = False
    late_reason: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the content as canonical JSON: equal writing, equal digest."""
        plain = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return sha256(plain.encode()).hexdigest()


class Device(NamedTuple):
    """What a device says of itself: the id it gave the version, its zone, its clock's error."""

    version_id: UUID
    time_zone: str = ""
    clock_offset: int = 0


class StaleVersionError(Exception):
    """The entry was changed elsewhere since this edit began; `current` is what stands now."""

    def __init__(self, current: LogEntryVersion) -> None:
        super().__init__("the entry was changed elsewhere")
        self.current = current


class NotThisEntryError(Exception):
    """The id is taken: by another placement's entry, or by one that was removed."""


def write(  # noqa: PLR0913  # a version says all of this
    placement: Placement,
    entry_id: UUID,
    writing: Writing,
    *,
    base: UUID | None,
    recorded_at: datetime,
    at: datetime,
    device: Device | None = None,
) -> LogEntry:
    """Keep what was written as a new entry or a new version of it.

    `base` is the version the edit started from; raises StaleVersionError when that is no longer
    the present one. Sending the same writing again changes nothing: the answer may have been lost.
    Raises NotThisEntryError when the id belongs to something else, IllegalTransitionError when
    the entry is no longer the trainee's to change.
    """
    db.hold(placement)
    entry = db.session.get(LogEntry, entry_id, with_for_update=True)
    if entry is None:
        entry, base = LogEntry(id=entry_id, placement_id=placement.id, created_at=recorded_at), None
    elif entry.placement_id != placement.id or entry.state == "void":
        raise NotThisEntryError
    else:
        current = db.session.get_one(LogEntryVersion, entry.current_id)
        if current.digest == writing.digest:
            return entry
        if entry.state not in EDITABLE:
            raise IllegalTransitionError(f"a new version of what is {entry.state}")
        if base != current.id:
            raise StaleVersionError(current)
    made = device or Device(uuid4())
    version = _version(entry, writing, base=base, made=made)
    version.recorded_at, version.received_at = recorded_at, at
    _add(version, entry)
    return entry


def _version(
    entry: LogEntry, writing: Writing, *, base: UUID | None, made: Device
) -> LogEntryVersion:
    previous = db.session.get(LogEntryVersion, base) if base else None
    return LogEntryVersion(
        **asdict(writing),
        id=made.version_id,
        entry_id=entry.id,
        number=previous.number + 1 if previous else 1,
        base_id=base,
        category=CATEGORY_OF[writing.activity],
        digest=writing.digest,
        device_time_zone=made.time_zone,
        clock_offset_seconds=made.clock_offset,
    )


def _add(version: LogEntryVersion, entry: LogEntry) -> None:
    entry.activity_date, entry.minutes = version.activity_date, version.minutes
    entry.current_id = version.id
    db.session.add(entry)
    db.session.flush()
    db.session.add(version)
    db.session.flush()
    db.session.expire(entry, ["current", "versions"])


def submit(entry: LogEntry, *, at: datetime) -> None:
    """Hand the present version to the supervisor; once handed in, again changes nothing."""
    if entry.state == "submitted":
        return
    move(entry, "submitted", TRAINEE)
    entry.submitted_at = at
    db.session.flush()


def withdraw(entry: LogEntry) -> None:
    _hold(entry)
    move(entry, "draft", TRAINEE)
    entry.submitted_at = None
    db.session.flush()


def remove(entry: LogEntry) -> None:
    """Take an entry out of the log; its versions stay for the record."""
    _hold(entry)
    move(entry, "void", TRAINEE)
    db.session.flush()


def _hold(entry: LogEntry) -> None:
    """Keep others from deciding meanwhile, and look at what they decided before."""
    db.session.refresh(entry, ["state", "submitted_at"], with_for_update=True)
