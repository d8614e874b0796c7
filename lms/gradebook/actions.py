"""Write marks by hand and release them. Each step leaves a line in the record that only grows.

Two people may mark one part at once: a mark is only replaced by who saw it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.gradebook import queries
from lms.gradebook.models import HandMark, HandMarkChange
from lms.gradebook.parts import Planned


@dataclass(frozen=True)
class Entry:
    """What somebody changed for one trainee; `seen` is the version they saw, 0 for none."""

    enrolment: Enrolment
    mark: int | None
    comment: str
    seen: int


class MarkedMeanwhileError(Exception):
    """Others marked the same people differently after the page was opened; `marks` stand now."""

    def __init__(self, marks: list[HandMark]) -> None:
        super().__init__("the part was marked elsewhere")
        self.marks = marks


def enter(
    edition: Edition, part: Planned, entries: Sequence[Entry], *, by: User, at: datetime
) -> int:
    """Save these, or nothing where hands disagree; how many are new. Sent twice, it counts once."""
    present = _hold(edition, part, entries)
    news = [entry for entry in entries if _is_news(entry, present.get(entry.enrolment.id))]
    disputed = [
        row
        for entry in news
        if (row := present.get(entry.enrolment.id)) and row.version != entry.seen
    ]
    if disputed:
        raise MarkedMeanwhileError(disputed)
    _write(part, present, news, by=by, at=at)
    return len(news)


def _hold(edition: Edition, part: Planned, entries: Iterable[Entry]) -> dict[int, HandMark]:
    """What stands there; who else marks in this edition waits until this is done."""
    db.hold(edition)
    query = queries.marks_for(part, [entry.enrolment.id for entry in entries])
    rows = db.session.scalars(query.execution_options(populate_existing=True))
    return {row.enrolment_id: row for row in rows}


def _is_news(entry: Entry, row: HandMark | None) -> bool:
    if row is None:
        return entry.mark is not None
    return (row.mark, row.comment) != (entry.mark, entry.comment)


def _write(
    part: Planned, present: dict[int, HandMark], news: list[Entry], *, by: User, at: datetime
) -> None:
    """Each table in one statement, however many people there are."""
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for entry in news:
        said: dict[str, Any] = {"mark": entry.mark, "comment": entry.comment}
        said |= {"marked_by_id": by.id, "marked_at": at}
        row = present.get(entry.enrolment.id)
        if row is None:
            whose = {"enrolment_id": entry.enrolment.id, "trainee_id": entry.enrolment.user_id}
            new.append(said | whose | _names(part))
        else:
            changed.append(said | {"id": row.id, "version": row.version + 1})
    lines = [
        {"enrolment_id": entry.enrolment.id, "act": "marked", "after": entry.mark}
        | {"before": row.mark if (row := present.get(entry.enrolment.id)) else None}
        for entry in news
    ]
    _record(part, lines, by=by, at=at)
    if new:
        db.session.execute(insert(HandMark), new)
    if changed:
        db.session.execute(update(HandMark), changed)


def release(
    edition: Edition, part: Planned, *, by: User, at: datetime, only: Enrolment | None = None
) -> int:
    """Show drafts to their trainees, of one or of all but the reader's own; how many they were."""
    db.hold(edition)
    query = queries.drafts_of(edition, part).where(HandMark.trainee_id != by.id)
    if only is not None:
        query = query.where(HandMark.enrolment_id == only.id)
    rows = db.session.scalars(query.execution_options(populate_existing=True)).all()
    lines = [
        {"enrolment_id": row.enrolment_id, "act": "released", "before": row.mark, "after": row.mark}
        for row in rows
    ]
    _record(part, lines, by=by, at=at)
    changed = [{"id": row.id, "released_at": at, "version": row.version + 1} for row in rows]
    if changed:
        db.session.execute(update(HandMark), changed)
    return len(rows)


def _record(part: Planned, lines: list[dict[str, Any]], *, by: User, at: datetime) -> None:
    made = {"made_by_id": by.id, "made_at": at} | _names(part)
    if lines:
        db.session.execute(insert(HandMarkChange), [line | made for line in lines])


def _names(part: Planned) -> dict[str, str]:
    return {"component": part.component.value, "part": part.ref}
