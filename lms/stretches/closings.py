"""Handing in a week or month: worked, or without work and why; approved, only a reason opens it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.actors.models import Actor
from lms.db import db
from lms.logbook.models import LogEntry
from lms.placements import record
from lms.placements.calendar import Stretch
from lms.placements.models import Placement
from lms.stretches.models import Closing, Reflection


class Summary(NamedTuple):
    """What a week holds: minutes by category, steps, whom it met, what is not complete yet."""

    minutes: dict[str, int]
    steps: list[str]
    new: list[Actor]
    again: list[Actor]
    unfinished: list[LogEntry]


def summary_of(
    stretch: Stretch, entries: Sequence[LogEntry], met: Iterable[tuple[Actor, date]]
) -> Summary:
    """From the entries that the reader may read; `met` says of each actor when first."""
    minutes: dict[str, int] = {}
    steps: dict[str, None] = {}
    for entry in entries:
        if entry.current:
            category = entry.current.category
            minutes[category] = minutes.get(category, 0) + entry.minutes
            steps |= {entry.current.step: None} if entry.current.step else {}
    people = list(met)
    return Summary(
        minutes,
        list(steps),
        [actor for actor, first in people if first >= stretch.first],
        [actor for actor, first in people if first < stretch.first],
        [row for row in entries if row.state == "draft"],
    )


def closings_of(placement: Placement, stretch: Stretch) -> Select[Closing]:
    """The last word on a week first."""
    return (
        select(Closing)
        .options(joinedload(Closing.reopened_by))
        .where(Closing.placement_id == placement.id, Closing.target == stretch.target)
        .order_by(Closing.number.desc())
        .limit(1)
    )


def reflected_and_closed(
    placement: Placement, stretch: Stretch
) -> Select[Reflection | None, Closing | None]:
    """The reflection on it beside the last word on it; one row, whatever there is."""
    reflected = and_(Reflection.placement_id == Placement.id, Reflection.target == stretch.target)
    closed = and_(Closing.placement_id == Placement.id, Closing.target == stretch.target)
    return (
        select(Reflection, Closing)
        .select_from(Placement)
        .outerjoin(Reflection, reflected)
        .outerjoin(Closing, closed)
        .options(joinedload(Closing.reopened_by))
        .where(Placement.id == placement.id)
        .order_by(Closing.number.desc())
        .limit(1)
    )


def close(
    placement: Placement, stretch: Stretch, *, reason: str, by: User, at: datetime
) -> Closing:
    """Hand the week in; with a reason it is one without work. Twice is once."""
    record.hold(placement.id)
    last = db.session.scalars(closings_of(placement, stretch)).one_or_none()
    if last and last.reopened_at is None:
        return last
    row = Closing(
        placement_id=placement.id,
        target=stretch.target,
        number=(last.number if last else 0) + 1,
        kind="none" if reason else "worked",
        reason=reason,
        closed_at=at,
    )
    db.session.add(row)
    db.session.flush()
    record.note("stretch.closed", placement.id, by=by, at=at, target=row.target, kind=row.kind)
    return row


def reopen(closing: Closing, *, reason: str, by: User, at: datetime) -> None:
    """What was handed in stays on record; opened twice, the first word holds."""
    record.hold(closing.placement_id)
    db.session.refresh(closing, ["reopened_at"], with_for_update=True)
    if closing.reopened_at is None:
        closing.reopened_at, closing.reopened_by, closing.reopen_reason = at, by, reason
        db.session.flush()
        record.note("stretch.reopened", closing.placement_id, by=by, at=at, target=closing.target)
