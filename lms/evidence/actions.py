"""Evidence is named, arrives, is waived or withdrawn; each is a line in the record."""

from collections.abc import Callable, Iterable
from datetime import datetime

from lms.accounts.models import User
from lms.awaited import actions as awaited
from lms.awaited.actions import Item
from lms.db import db
from lms.evidence import queries
from lms.evidence.models import MOST, Evidence
from lms.files import actions as files
from lms.files.actions import Received
from lms.logbook.models import LogEntry
from lms.placements import record

_after_withdrawal: list[Callable[[int], object]] = []


def expect(entry: LogEntry, items: Iterable[Item], *, at: datetime) -> list[Evidence]:
    """Note what will come for this entry. Raises TooManyError."""

    def make(item: Item) -> Evidence:
        return Evidence(**item.columns, entry=entry, added_at=at, waived_reason="", refusal="")

    known = db.session.scalars(queries.evidence_of(entry.id))
    return awaited.expect(known, items, make, most=MOST)


def arrived(rows: Iterable[Evidence], received: Received, *, by: User, at: datetime) -> None:
    """The bytes are here: all that waited for them has them. Raises files' RefusedError."""
    for row in rows:
        if row.state in {"received", "withdrawn"}:
            continue
        placement = row.entry.placement
        row.file = files.keep(received, placement.enrolment.edition, by=by, at=at)
        row.state, row.received_at, row.refusal = "received", at, ""
        row.captured_at = row.captured_at or received.taken_in(placement.time_zone)
        _note("received", row, by=by, at=at, kept=received.kept.digest)
    db.session.flush()


def waive(row: Evidence, *, reason: str, by: User, at: datetime) -> None:
    """The reviewer decides without it, and says why."""
    if row.is_pending:
        row.waived_at, row.waived_by_id, row.waived_reason = at, by.id, reason
        _note("waived", row, by=by, at=at)
        db.session.flush()


def when_withdrawn(do: Callable[[int], object]) -> None:
    """Called with the placement of what was withdrawn, before its transaction ends."""
    _after_withdrawal.append(do)


def withdraw(row: Evidence, *, reason: str, by: User, at: datetime) -> None:
    """Its bytes go, for every entry that shows them; digest and reason stay."""
    file_id = row.file_id
    same = db.session.scalars(queries.sharing([file_id])).all() if file_id else [row]
    for one in same:
        if one.state != "withdrawn":
            one.state, one.file = "withdrawn", None
            one.withdrawn_at, one.withdrawn_by_id, one.withdrawn_reason = at, by.id, reason
            record.hold(one.entry.placement_id, even_closed=True)
            _note("withdrawn", one, by=by, at=at, reason=reason)
            for do in _after_withdrawal:
                do(one.entry.placement_id)
    db.session.flush()
    if file_id:
        files.erase(file_id)


def _note(act: str, row: Evidence, *, by: User, at: datetime, **more: str) -> None:
    placement, entry = row.entry.placement_id, str(row.entry_id)
    record.note(
        f"evidence.{act}", placement, by=by, at=at, entry=entry, evidence=row.digest, **more
    )
