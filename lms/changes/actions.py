"""Each change is a step with its reason, and an event of the record."""

from datetime import date, datetime

from lms.accounts.models import User
from lms.db import db
from lms.intakes.spans import DAY
from lms.placements import record, states, steps
from lms.placements.models import Placement, SupervisorAssignment
from lms.placements.steps import Act

ENDS = {Act.WITHDRAWN: "withdrawn", Act.TERMINATED: "terminated"}


def extend(placement: Placement, ends_on: date, *, reason: str, by: User, at: datetime) -> None:
    """Another last day; what waited to be closed goes on. The same day sent twice is one change."""
    record.hold(placement.id)
    if placement.ends_on == ends_on:
        return
    if placement.state == "completing":
        states.move(placement, "active", states.COORDINATOR)
    placement.ends_on = ends_on
    steps.take(placement, Act.EXTENDED, by=by, at=at, said=reason, ends_on=ends_on.isoformat())


def change_supervisor(
    placement: Placement, supervisor: User, *, reason: str, by: User, on: date, at: datetime
) -> None:
    """From that day on; what was decided before stays with who decided it."""
    record.hold(placement.id)
    current = [row for row in placement.assignments if row.role == "primary" and not row.until_on]
    if [row.user_id for row in current] == [supervisor.id]:
        return
    for row in current:
        row.until_on = on - DAY
    new = SupervisorAssignment(placement=placement, user=supervisor, from_on=on)
    db.session.add(new)
    steps.take(placement, Act.SUPERVISOR_CHANGED, by=by, at=at, said=reason, person=supervisor.id)


def end(placement: Placement, act: Act, *, reason: str, by: User, at: datetime) -> None:
    """It will not be finished. What stands in it stays to be read."""
    record.hold(placement.id)
    states.move(placement, ENDS[act], states.COORDINATOR)
    steps.take(placement, act, by=by, at=at, said=reason)
