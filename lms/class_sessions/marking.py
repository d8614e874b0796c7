"""Take attendance. Each mark keeps who made it and when, and every earlier one stays on record.

A register is marked by several hands: two trainers with the page open, trainees with the code of
the room. A mark is only replaced by who saw it; what nobody touched lets the other hand's stand.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from lms.accounts.models import User
from lms.class_sessions import check_in, queries
from lms.class_sessions.models import (
    Attendance,
    AttendanceChange,
    ClassSession,
    How,
    Status,
)
from lms.class_sessions.weighing import Choice, Mark, Outcome, weighed_with
from lms.db import db
from lms.editions.models import Enrolment


class MarkedMeanwhileError(Exception):
    """Others marked the same people differently after the page was opened; `marks` stand now."""

    def __init__(self, marks: list[Attendance]) -> None:
        super().__init__("the register was marked elsewhere")
        self.marks = marks


def mark(
    session: ClassSession, choices: Sequence[Choice], *, by: User, at: datetime
) -> list[Attendance]:
    """Save a register; raises MarkedMeanwhileError and saves nothing where hands disagree.

    Gives back the marks of others that were made meanwhile and stand, for nobody touched them here.
    """
    present = _hold(session)
    weighed = weighed_with(choices, present)
    disputed = [present[choice.who] for choice in weighed[Outcome.DISPUTED]]
    if disputed:
        raise MarkedMeanwhileError(disputed)
    wanted = {choice.who: choice.mark for choice in weighed[Outcome.NEWS]}
    _write(session, present, wanted, how=How.REGISTER, by=by, at=at)
    session.marked_at, session.marked_by = at, by
    db.session.flush()
    return [present[choice.who] for choice in weighed[Outcome.THEIRS]]


def mark_the_rest_present(
    session: ClassSession, trainees: Collection[Enrolment], *, by: User, at: datetime
) -> int:
    """Everyone of them who has no mark yet was there; how many that are."""
    present = _hold(session)
    wanted = {row.id: Mark(Status.PRESENT) for row in trainees if row.id not in present}
    _write(session, present, wanted, how=How.REGISTER, by=by, at=at)
    session.marked_at, session.marked_by = at, by
    db.session.flush()
    return len(wanted)


def check_in_with_code(session: ClassSession, trainee: Enrolment, *, at: datetime) -> Attendance:
    """The trainee is in the room; a mark that is there already stays as it is."""
    present = _hold(session)
    if trainee.id not in present:
        wanted = {trainee.id: Mark(check_in.status_at(session, at))}
        _write(session, present, wanted, how=How.CODE, by=trainee.user, at=at)
    return db.session.scalars(queries.mark_of(session, trainee)).one()


def _hold(session: ClassSession) -> dict[int, Attendance]:
    """The register as it stands, by enrolment; who else marks waits until this is done."""
    db.hold(session)
    rows = db.session.scalars(queries.marks_of(session).execution_options(populate_existing=True))
    return {row.enrolment_id: row for row in rows}


def _write(
    session: ClassSession,
    present: Mapping[int, Attendance],
    wanted: Mapping[int, Mark],
    *,
    how: How,
    by: User,
    at: datetime,
) -> None:
    """So many people at once that each table is written in one statement."""
    said: list[dict[str, Any]] = [
        {
            "session_id": session.id,
            "enrolment_id": number,
            "status": mark.status,
            "units": mark.units,
            "how": how.value,
        }
        for number, mark in wanted.items()
    ]
    marks = [row | {"marked_by_id": by.id, "marked_at": at} for row in said]
    new = [row for row in marks if row["enrolment_id"] not in present]
    changed = [
        row | {"id": known.id, "version": known.version + 1}
        for row in marks
        if (known := present.get(row["enrolment_id"]))
    ]
    lines = [row | {"made_by_id": by.id, "made_at": at} for row in said]
    for statement, rows in (
        (insert(Attendance), new),
        (update(Attendance), changed),
        (insert(AttendanceChange), lines),
    ):
        if rows:
            db.session.execute(statement, rows)
