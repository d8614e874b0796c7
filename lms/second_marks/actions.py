"""Draw, mark, agree, pass on, decide; each step is an event of the placement's record.

As long as one of two marks is missing, the record holds a sealed digest of the other: nobody reads
levels there, and nobody changes them afterwards.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import uuid4

from lms.accounts.models import User
from lms.db import db
from lms.grading.actions import Marking
from lms.grading.pinning import pin
from lms.placements import record
from lms.placements.models import Placement
from lms.second_marks import drawing, queries, telling
from lms.second_marks.models import DIFFERS, THIRD, WAITS, Opinion, SecondMark
from lms.second_marks.subjects import kind_of


class MovedOnError(Exception):
    """Somebody marked or settled it since the page was opened."""


class HeldError(Exception):
    """What waits for a second mark, or was settled with one, is not marked again."""


class Said(NamedTuple):
    """Levels, the comment that the trainee may read, and a reason that only markers read."""

    levels: Mapping[str, int]
    comment: str
    reason: str = ""


def draw(
    placement: Placement, subject: str, marking: Marking, *, by: User, at: datetime
) -> SecondMark | None:
    """Hold this first mark until a second one is there; none where it is not in the sample."""
    why = drawing.why_drawn(placement, subject, marking.rubric, marking.levels)
    if why is None:
        return None
    row = SecondMark(
        id=uuid4(),
        placement_id=placement.id,
        placement=placement,
        subject=subject,
        rubric=pin(marking.rubric, at=at),
        why=why,
        drawn_at=at,
        opinions=[],
    )
    db.session.add(row)
    _give(row, Said(marking.levels, marking.comment), act="drawn", by=by, at=at)
    telling.ask(row, at=at)
    return row


def mark(
    row: SecondMark, levels: Mapping[str, int], comment: str, *, by: User, at: datetime
) -> bool:
    """Give the second mark; true where the two are the same, and the mark is shown."""
    _hold(row, WAITS)
    _give(row, Said(levels, comment), by=by, at=at)
    db.session.flush()
    if row.first.levels == dict(levels):
        _settle(row, "same", row.first, by=by, at=at)
        return True
    telling.ask(row, at=at)
    return False


def propose(row: SecondMark, said: Said, *, by: User, at: datetime) -> None:
    """Put levels to the other of the two."""
    _hold(row, DIFFERS)
    _give(row, said, by=by, at=at)
    telling.ask(row, at=at)


def agree(row: SecondMark, *, seen: int, by: User, at: datetime) -> None:
    """With the proposal that was read, the last one."""
    _hold(row, DIFFERS)
    if row.proposal is None or row.proposal.number != seen:
        raise MovedOnError
    _settle(row, "agreed", row.proposal, by=by, at=at)


def pass_on(row: SecondMark, *, by: User, at: datetime) -> None:
    """A third person decides."""
    _hold(row, DIFFERS)
    row.passed_on_at = at
    record.note("second_mark.passed_on", row.placement_id, by=by, at=at, target=row.subject)
    telling.ask(row, at=at)


def decide(row: SecondMark, said: Said, *, by: User, at: datetime) -> None:
    """The third person's word; there is no fourth."""
    _hold(row, THIRD)
    _settle(row, "third", _give(row, said, by=by, at=at), by=by, at=at)


def let_go(row: SecondMark, reason: str, *, by: User, at: datetime) -> None:
    """Show the first mark although no second one came."""
    _hold(row, WAITS)
    row.reason = reason
    _settle(row, "alone", row.first, by=by, at=at)


def _give(row: SecondMark, said: Said, *, by: User, at: datetime, act: str = "given") -> Opinion:
    number = len(row.opinions) + 1
    one = Opinion(id=uuid4(), number=number, **said._asdict(), by=by, at=at)
    row.opinions.append(one)
    details = {"target": row.subject, "number": number, "sealed": sealed(one)}
    record.note(f"second_mark.{act}", row.placement_id, by=by, at=at, **details)
    return one


def sealed(one: Opinion) -> str:
    """Proves later which levels were given; tells nothing to who does not know its number."""
    said = json.dumps([str(one.id), one.levels, one.comment], sort_keys=True)
    return sha256(said.encode()).hexdigest()


def _settle(row: SecondMark, how: str, holds: Opinion, *, by: User, at: datetime) -> None:
    """What holds from now on is written where marks are read, and the seals are opened."""
    row.settled_at, row.how, row.settled_by = at, how, by
    opened = [{"id": str(one.id), "levels": one.levels} for one in row.opinions]
    details = {"target": row.subject, "how": how, "holds": holds.number, "given": opened}
    record.note("second_mark.settled", row.placement_id, by=by, at=at, **details)
    kind_of(row).release(row, holds, by, at)


def _hold(row: SecondMark, state: str) -> None:
    """As it is now that nobody else can act on it."""
    record.hold(row.placement_id)
    fresh = queries.drawn(row.placement_id, row.subject)
    db.session.scalars(fresh.execution_options(populate_existing=True)).unique().one()
    if row.state != state:
        raise MovedOnError
