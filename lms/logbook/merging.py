"""Two devices of one trainee wrote on the same entry, neither knowing of the other.

What they changed apart is put together and says so. Where both changed the same field, both
texts are kept and the trainee picks one; the other stays in the history (docs/decisions/006).
"""

from dataclasses import fields, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from lms.actors.actions import Named, key_of
from lms.db import db
from lms.logbook.models import EntryActor, LogConflict, LogEntry, LogEntryVersion
from lms.logbook.writing import Met, Writing


class Fork(NamedTuple):
    """What two devices wrote, in one if that can be; `number` is that of the next version."""

    whole: Writing | None
    number: int


def put_together(base: UUID | None, theirs: LogEntryVersion, mine: Writing) -> Fork:
    """What both changed since `base`; no whole where they changed the same otherwise.

    Of `theirs` it is known afterwards whom it says was met.
    """
    query = _with_people(base, theirs.id).add_columns(_highest(theirs.entry_id).scalar_subquery())
    rows = db.session.execute(query).unique().all()
    found, number = {row[0].id: row[0] for row in rows}, rows[0][1] + 1
    if base not in found or found[base].entry_id != theirs.entry_id:
        return Fork(None, number)
    return Fork(_whole(as_writing(found[base]), as_writing(theirs), mine), number)


def _whole(before: Writing, there: Writing, mine: Writing) -> Writing | None:
    names = [field.name for field in fields(Writing)]
    changed = [name for name in names if _said(there, name) != _said(before, name)]
    both = [name for name in changed if _said(mine, name) != _said(before, name)]
    if any(_said(mine, name) != _said(there, name) for name in both):
        return None
    return replace(mine, **{name: getattr(there, name) for name in changed})


def _said(writing: Writing, name: str) -> object:
    """People are the same under any spelling of their name."""
    if name == "met":
        return [(key_of(row.who.name), *list(vars(row).values())[1:]) for row in writing.met]
    return getattr(writing, name)


def as_writing(version: LogEntryVersion) -> Writing:
    names = [field.name for field in fields(Writing) if field.name != "met"]
    met = tuple(
        Met(Named(row.actor.name), row.role, row.headcount, row.women, row.men)
        for row in version.met
    )
    return Writing(**{name: getattr(version, name) for name in names}, met=met)


def _with_people(*version_ids: UUID | None) -> Select[LogEntryVersion]:
    """Versions with whom they say was met, as they are shown beside each other."""
    people = joinedload(LogEntryVersion.met).joinedload(EntryActor.actor)
    query = select(LogEntryVersion).where(LogEntryVersion.id.in_(version_ids)).options(people)
    return query.execution_options(populate_existing=True)


def next_number(entry_id: UUID) -> int:
    return (db.session.scalar(_highest(entry_id)) or 0) + 1


def _highest(entry_id: UUID) -> Select[int]:
    """Versions that were set aside have their numbers, too."""
    return select(func.max(LogEntryVersion.number)).where(LogEntryVersion.entry_id == entry_id)


def set_aside(mine: LogEntryVersion, theirs: LogEntryVersion, *, at: datetime) -> LogConflict:
    """Keep a text that may not be written over the one that stands there."""
    db.session.add(mine)
    db.session.flush()
    row = LogConflict(entry_id=mine.entry_id, mine_id=mine.id, theirs_id=theirs.id, noticed_at=at)
    db.session.add(row)
    db.session.flush()
    return row


def open_conflicts(entry: LogEntry) -> Select[LogConflict]:
    """Texts of this entry that wait for a choice, with those that stood there."""
    return (
        select(LogConflict)
        .options(
            joinedload(LogConflict.mine)
            .joinedload(LogEntryVersion.met)
            .joinedload(EntryActor.actor)
        )
        .where(LogConflict.entry_id == entry.id, LogConflict.chosen_id.is_(None))
        .order_by(LogConflict.id)
    )
