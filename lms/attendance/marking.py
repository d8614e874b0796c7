"""Mark who was there. Several hands may do so at once, as in the register of a class."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, exists, func, insert, update

from lms.accounts.models import User
from lms.attendance import queries
from lms.attendance.models import SlotMark
from lms.audit import actions as audit
from lms.class_sessions.models import Status
from lms.class_sessions.weighing import Choice, Outcome, weighed_with
from lms.db import db
from lms.programmes.models import Participation, Programme

THERE = (Status.PRESENT.value, Status.LATE.value)


class MarkedMeanwhileError(Exception):
    """Others marked the same people differently after the page was opened; `marks` stand now."""

    def __init__(self, marks: list[SlotMark]) -> None:
        super().__init__("the register was marked elsewhere")
        self.marks = marks


def mark(
    programme: Programme, slot_id: int, choices: Sequence[Choice], *, by: User, at: datetime
) -> list[SlotMark]:
    """Save a register; raises MarkedMeanwhileError and saves nothing where hands disagree.

    Gives back the marks of others that were made meanwhile and stand, for nobody touched them here.
    """
    db.hold(programme)
    present = _present(slot_id)
    weighed = weighed_with(choices, present)
    disputed = [present[choice.who] for choice in weighed[Outcome.DISPUTED]]
    if disputed:
        raise MarkedMeanwhileError(disputed)
    wanted = {choice.who: str(choice.mark.status) for choice in weighed[Outcome.NEWS]}
    _write(slot_id, present, wanted, by=by, at=at)
    _note(programme, [slot_id], len(wanted), by=by, at=at)
    _note_who_was_there(programme, at)
    return [present[choice.who] for choice in weighed[Outcome.THEIRS]]


def mark_the_rest_present(
    programme: Programme, expected: Mapping[int, Collection[int]], *, by: User, at: datetime
) -> int:
    """Everyone expected in these slots who has no mark yet was there; how many people that are."""
    db.hold(programme)
    known = {
        (slot, place) for slot, place, _said in db.session.execute(queries.marks_in(programme))
    }
    rows = [
        _row(slot, place, Status.PRESENT.value, by, at)
        for slot, places in expected.items()
        for place in sorted(places)
        if (slot, place) not in known
    ]
    if rows:
        db.session.execute(insert(SlotMark), rows)
    _note(programme, list(expected), len(rows), by=by, at=at)
    _note_who_was_there(programme, at)
    return len({row["participation_id"] for row in rows})


def _present(slot_id: int) -> dict[int, SlotMark]:
    query = queries.marks_of(slot_id).execution_options(populate_existing=True)
    return {row.participation_id: row for row in db.session.scalars(query)}


def _write(
    slot_id: int,
    present: Mapping[int, SlotMark],
    wanted: Mapping[int, str],
    *,
    by: User,
    at: datetime,
) -> None:
    rows = [_row(slot_id, place, status, by, at) for place, status in wanted.items()]
    new = [row for row in rows if row["participation_id"] not in present]
    changed = [
        row | {"id": known.id, "version": known.version + 1}
        for row in rows
        if (known := present.get(row["participation_id"]))
    ]
    for statement, some in ((insert(SlotMark), new), (update(SlotMark), changed)):
        if some:
            db.session.execute(statement, some)


def _row(slot_id: int, place: int, status: str, by: User, at: datetime) -> dict[str, Any]:
    said = {"slot_id": slot_id, "participation_id": place, "status": status}
    return said | {"marked_by_id": by.id, "marked_at": at}


def _note(
    programme: Programme, slot_ids: Sequence[int], marks: int, *, by: User, at: datetime
) -> None:
    thing = f"programme {programme.id}"
    audit.note("attendance.marked", thing, by_id=by.id, at=at, slots=list(slot_ids), marks=marks)


def _note_who_was_there(programme: Programme, at: datetime) -> None:
    """A place is attended as long as one register says so."""
    there = exists().where(
        SlotMark.participation_id == Participation.id, SlotMark.status.in_(THERE)
    )
    since = func.coalesce(Participation.attended_at, at, type_=Participation.attended_at.type)
    db.session.execute(
        update(Participation)
        .where(Participation.programme_id == programme.id)
        .values(attended_at=case((there, since), else_=None))
    )
