"""What waits at whom, from the rows of an edition."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from typing import NamedTuple
from uuid import UUID

from lms import clock
from lms.db import db
from lms.editions.models import Edition
from lms.placements.models import SupervisorAssignment
from lms.placements.requirements import REVIEW_AGES
from lms.workload import queries


class Late(NamedTuple):
    """An entry that has waited so long that the coordinator sees it."""

    trainee: str
    days: int
    reported_at: datetime | None
    supervisors: str


@dataclass
class Desk:
    """`ages` are the working days of each entry that waits; `covers` those who stand in."""

    user_id: int
    name: str
    placements: set[int] = field(default_factory=set)
    ages: list[int] = field(default_factory=list)
    covers: set[tuple[str, date, date | None]] = field(default_factory=set)

    @property
    def middle(self) -> float:
        return median(self.ages) if self.ages else 0

    def older(self, age: str) -> int:
        return sum(days >= REVIEW_AGES[age] for days in self.ages)


@dataclass(frozen=True)
class Workload:
    desks: Sequence[Desk]
    late: Sequence[Late]


def workload_of(edition: Edition, on: date) -> Workload:
    """Two statements, for two trainees as for two hundred."""
    rows = db.session.execute(queries.assignments_in(edition, on=on)).all()
    now = [(row, name) for row, name in rows if row.from_on <= on]
    desks: dict[int, Desk] = {}
    for row, name in now:
        desks.setdefault(row.user_id, Desk(row.user_id, name)).placements.add(row.placement_id)
    _note_covers(desks, [(row, name) for row, name in rows])
    late: dict[UUID, Late] = {}
    for placement, entry, since, trainee, reported in db.session.execute(
        queries.waiting_in(edition)
    ):
        days = clock.working_days(since.date(), on) if since else 0
        here = [desk for desk in desks.values() if placement in desk.placements]
        for desk in here:
            desk.ages.append(days)
        if days >= REVIEW_AGES["escalated"]:
            late[entry] = Late(trainee, days, reported, ", ".join(desk.name for desk in here))
    ordered = sorted(desks.values(), key=lambda desk: (-len(desk.ages), desk.name))
    return Workload(ordered, list(late.values()))


def _note_covers(desks: dict[int, Desk], rows: Sequence[tuple[SupervisorAssignment, str]]) -> None:
    """At whose desk somebody stands in, now or soon."""
    for row, name in rows:
        if row.role != "cover":
            continue
        for desk in desks.values():
            if row.placement_id in desk.placements and desk.user_id != row.user_id:
                desk.covers.add((name, row.from_on, row.until_on))
