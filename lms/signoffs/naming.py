"""Who looks at a fieldwork as a second person, and who marks in it again: a coordinator says it."""

from collections.abc import Mapping
from datetime import date, datetime

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Role
from lms.editions.queries import people_of
from lms.intakes.spans import DAY
from lms.placements import record
from lms.placements.models import Placement, SupervisorAssignment

MODERATOR, SECOND_MARKER = "moderator", "second_marker"
STAFF = (Role.SUPERVISOR, Role.ASSESSOR, Role.TRAINER, Role.COORDINATOR)


def named(placement: Placement, role: str) -> SupervisorAssignment | None:
    """Who is, until somebody else is named."""
    return next(
        (row for row in placement.assignments if row.role == role and row.until_on is None), None
    )


def candidates(placement: Placement) -> Mapping[int, User]:
    """The staff of the edition, but for its trainee and those who supervise it."""
    supervise = {row.user_id for row in placement.assignments if row.role in {"primary", "cover"}}
    parties = supervise | {placement.enrolment.user_id}
    rows = db.session.scalars(people_of(placement.enrolment.edition, *STAFF))
    return {row.user_id: row.user for row in rows if row.user_id not in parties}


def name(
    placement: Placement, role: str, person: User | None, *, by: User, on: date, at: datetime
) -> bool:
    """From that day on; nobody in particular again with None. False if nothing changes by it."""
    record.hold(placement.id, even_closed=True)
    before = named(placement, role)
    if (before.user_id if before else None) == (person.id if person else None):
        return False
    if before:
        before.until_on = on - DAY
    if person:
        row = SupervisorAssignment(placement=placement, user=person, role=role, from_on=on)
        db.session.add(row)
    details = {"role": role, "person": person.id if person else None}
    record.note_of_closed("placement.named", placement.id, by=by, at=at, **details)
    return True
