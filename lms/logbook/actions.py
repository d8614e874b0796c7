"""What trainees do with their log."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm.attributes import set_committed_value

from lms.actors.actions import find_or_add, key_of
from lms.db import db
from lms.editions.models import Enrolment
from lms.logbook.merging import Fork, as_writing, next_number, put_together
from lms.logbook.models import EntryActor, LogConflict, LogEntry, LogEntryVersion
from lms.logbook.openings import opening_of
from lms.logbook.states import EDITABLE, TRAINEE, IllegalTransitionError, move
from lms.logbook.vocabulary import CATEGORY_OF
from lms.logbook.writing import Device, Writing
from lms.placements import record
from lms.placements.models import Placement


class StaleVersionError(Exception):
    """The same was changed elsewhere since this edit began; `current` is what stands now.

    `mine` is what was written, not kept yet.
    """

    def __init__(self, current: LogEntryVersion, mine: LogEntryVersion) -> None:
        super().__init__("the entry was changed elsewhere")
        self.current, self.mine = current, mine


class KnownVersionError(Exception):
    """A version of this id is kept already, in this entry or another."""

    def __init__(self, version: LogEntryVersion) -> None:
        super().__init__("the version is known")
        self.version = version


class UnderReviewError(Exception):
    """A supervisor has it open: it is not taken away while somebody reads it."""


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
    hand_in: bool = False,
) -> LogEntry:
    """Keep what was written as a new entry or a new version of it, and hand it in with that.

    `base` is the version the edit started from. When that is no longer the present one, what both
    changed is put together; StaleVersionError says that both changed the same.
    Sending the same writing again changes nothing: the answer may have been lost.
    Raises NotThisEntryError when the id belongs to something else, KnownVersionError when the
    device's own id of the version does, IllegalTransitionError when the entry is no longer the
    trainee's to change.
    """
    record.hold(placement.id)
    entry = _held_entry(entry_id, device)
    before = _present(entry, placement) if entry else None
    fork = put_together(base, before, writing) if before and base != before.id else None
    whole = fork.whole if fork else writing
    if entry is None:
        entry = _new(placement, entry_id, at=recorded_at)
    elif before and not _is_news(entry, before, whole or writing):
        return submit(entry, at=at) if hand_in else entry
    version = _version(entry, whole or writing, before=before, made=device or Device(uuid4()))
    version.number = _number(entry, before, fork)
    _date(version, placement, recorded_at=recorded_at, received_at=at)
    version.met = _people(placement, whole or writing, at=at)
    if before and fork:
        _mark_fork(version, before, base=base, is_whole=whole is not None)
    if hand_in:
        _to_supervisor(entry, at=at)
    _add(version, entry)
    act = "submitted" if hand_in else "written"
    _note(act, entry, at=at, version=version.number, digest=version.digest)
    return entry


def _held_entry(entry_id: UUID, device: Device | None) -> LogEntry | None:
    """One statement looks for both ids, as long as neither is known."""
    query = select(LogEntry).where(LogEntry.id == entry_id)
    if device is not None:
        owns = select(LogEntryVersion.entry_id).where(LogEntryVersion.id == device.version_id)
        query = select(LogEntry).where(or_(LogEntry.id == entry_id, LogEntry.id.in_(owns)))
    fresh = query.with_for_update().execution_options(populate_existing=True)
    rows = {row.id: row for row in db.session.scalars(fresh)}
    if rows and device and (known := db.session.get(LogEntryVersion, device.version_id)):
        raise KnownVersionError(known)
    return rows.get(entry_id)


def _present(entry: LogEntry, placement: Placement) -> LogEntryVersion:
    if entry.placement_id != placement.id or entry.state == "void":
        raise NotThisEntryError
    return db.session.get_one(LogEntryVersion, entry.current_id)


def _is_news(entry: LogEntry, current: LogEntryVersion, writing: Writing) -> bool:
    """Whether it says something else; raises where it may not be written over."""
    if current.digest == writing.digest:
        return False
    if entry.state not in EDITABLE:
        raise IllegalTransitionError(f"a new version of what is {entry.state}")
    return True


def _new(placement: Placement, entry_id: UUID, *, at: datetime) -> LogEntry:
    return LogEntry(id=entry_id, placement_id=placement.id, state="draft", created_at=at)


def _version(
    entry: LogEntry, writing: Writing, *, before: LogEntryVersion | None, made: Device
) -> LogEntryVersion:
    return LogEntryVersion(
        **{name: value for name, value in vars(writing).items() if name != "met"},
        id=made.version_id,
        entry_id=entry.id,
        base_id=before.id if before else None,
        category=CATEGORY_OF[writing.activity],
        digest=writing.digest,
        device_time=made.time,
        device_time_zone=made.time_zone,
        clock_offset_seconds=made.clock_offset,
    )


def _date(
    version: LogEntryVersion, placement: Placement, *, recorded_at: datetime, received_at: datetime
) -> None:
    version.recorded_at, version.received_at = recorded_at, received_at
    version.recorded_on = recorded_at.astimezone(ZoneInfo(placement.time_zone)).date()


def _number(entry: LogEntry, before: LogEntryVersion | None, fork: Fork | None) -> int:
    if fork:
        return fork.number
    return next_number(entry.id) if before else 1


def _mark_fork(
    mine: LogEntryVersion, theirs: LogEntryVersion, *, base: UUID | None, is_whole: bool
) -> None:
    """It was begun from another version than the one it lies over now."""
    if not is_whole:
        mine.base_id = base
        raise StaleVersionError(theirs, mine)
    mine.forked_from = base


def _people(placement: Placement, writing: Writing, *, at: datetime) -> list[EntryActor]:
    if not writing.met:
        return []
    known = find_or_add(
        placement.project,
        [row.who for row in writing.met],
        by_id=placement.enrolment.user_id,
        at=at,
    )
    return [
        EntryActor(
            position=position,
            actor=known[key_of(row.who.name)],
            role=row.role,
            headcount=row.headcount,
            women=row.women,
            men=row.men,
        )
        for position, row in enumerate(writing.met)
    ]


def _add(version: LogEntryVersion, entry: LogEntry) -> None:
    entry.activity_date, entry.minutes = version.activity_date, version.minutes
    entry.current_id = version.id
    db.session.add(entry)
    db.session.flush()
    db.session.add(version)
    db.session.flush()
    set_committed_value(entry, "current", version)
    db.session.expire(entry, ["versions"])


def submit(entry: LogEntry, *, at: datetime) -> LogEntry:
    """Hand the present version to the supervisor; once handed in, again changes nothing."""
    if entry.state != "submitted":
        _to_supervisor(entry, at=at)
        _note("submitted", entry, at=at)
        db.session.flush()
    return entry


def _to_supervisor(entry: LogEntry, *, at: datetime) -> None:
    move(entry, "submitted", TRAINEE)
    entry.submitted_at = at


def choose(conflict: LogConflict, entry: LogEntry, chosen: UUID, *, at: datetime) -> None:
    """The trainee's word on two texts of one entry: one becomes the newest version, or stays it.

    The other remains in the history.
    """
    if chosen == conflict.mine_id:
        base, recorded_at = entry.current_id, conflict.mine.recorded_at
        placement, said = entry.placement, as_writing(conflict.mine)
        write(placement, entry.id, said, base=base, recorded_at=recorded_at, at=at)
    conflict.chosen_id = chosen
    _note("chosen", entry, at=at, chosen=str(chosen))
    db.session.flush()


def withdraw(entry: LogEntry, *, at: datetime) -> None:
    """Take it back from the queue; raises UnderReviewError while a supervisor has it open."""
    _hold(entry)
    if entry.submitted_at and db.session.execute(opening_of(entry, at=at)).first():
        raise UnderReviewError
    move(entry, "draft", TRAINEE)
    entry.submitted_at = None
    _note("withdrawn", entry, at=at)
    db.session.flush()


def remove(entry: LogEntry, *, at: datetime) -> None:
    """Take an entry out of the log; its versions stay for the record."""
    _hold(entry)
    move(entry, "void", TRAINEE)
    _note("removed", entry, at=at)
    db.session.flush()


def _note(act: str, entry: LogEntry, *, at: datetime, **details: Any) -> None:
    """All this the trainee does, and nobody else."""
    placement = db.session.get_one(Placement, entry.placement_id)
    trainee = db.session.get_one(Enrolment, placement.enrolment_id).user_id
    version = str(entry.current_id)
    said = {"entry": str(entry.id), "version_id": version, **details}
    record.note_of(f"entry.{act}", placement.id, by_id=trainee, at=at, **said)


def _hold(entry: LogEntry) -> None:
    """Keep others from deciding meanwhile, and look at what they decided before."""
    record.hold(entry.placement_id)
    db.session.refresh(entry, ["state", "submitted_at"], with_for_update=True)
