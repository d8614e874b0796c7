"""Evidence is named, arrives, is refused, waived or withdrawn; each is a line in the record."""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import file_digest
from typing import NamedTuple

from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.db import db
from lms.evidence import queries
from lms.evidence.models import MOST, Evidence
from lms.files import actions as files
from lms.files.actions import Received
from lms.files.kinds import Refusal
from lms.files.models import LONGEST_NAME
from lms.logbook.models import LogEntry
from lms.placements import record


class Item(NamedTuple):
    """What a trainee says of a file that comes later; `digest` is the SHA-256 of its bytes."""

    digest: str
    size: int
    name: str
    consent: str
    caption: str = ""
    captured_at: datetime | None = None


_after_withdrawal: list[Callable[[int], object]] = []


class TooManyError(Exception):
    """More than an entry can hold."""


def digest_of(sent: FileStorage) -> str:
    sent.stream.seek(0)
    digest = file_digest(sent.stream, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads
    sent.stream.seek(0)
    return digest


def expect(entry: LogEntry, items: Iterable[Item], *, at: datetime) -> list[Evidence]:
    """Note what will come for this entry. Named again, it is the same; refused, it may come again.

    Raises TooManyError.
    """
    known = {row.digest: row for row in db.session.scalars(queries.evidence_of(entry.id))}
    rows = [known.get(item.digest) or _expected(entry, item, at) for item in items]
    held = {row.digest for row in (*known.values(), *rows) if row.state != "withdrawn"}
    if len(held) > MOST:
        raise TooManyError
    for row in rows:
        if row.state == "refused":
            row.state, row.refusal = "expected", ""
    db.session.add_all(rows)
    db.session.flush()
    return rows


def _expected(entry: LogEntry, item: Item, at: datetime) -> Evidence:
    said = item._asdict() | {"name": item.name[:LONGEST_NAME]}
    return Evidence(
        **said, entry=entry, state="expected", added_at=at, waived_reason="", refusal=""
    )


def on_its_way(rows: Iterable[Evidence]) -> None:
    for row in rows:
        row.state = "uploading"
    db.session.flush()


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


def refused(rows: Iterable[Evidence], why: Refusal) -> None:
    """It came whole, and is nothing we take; the trainee reads why."""
    for row in rows:
        if row.state in {"expected", "uploading"}:
            row.state, row.refusal = "refused", why.value
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
