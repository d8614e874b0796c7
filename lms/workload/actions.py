from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, select

from lms import clock
from lms.accounts.models import User
from lms.audit import actions as audit
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.queries import people_of
from lms.logbook.models import LogEntry
from lms.logbook.states import WAITING
from lms.notifications.actions import tell
from lms.notifications.models import Category
from lms.placements.models import RUNNING, Placement, SupervisorAssignment
from lms.placements.requirements import REVIEW_AGES
from lms.workload import queries
from lms.workload.models import DelayReport
from lms.workload.words import DELAY


def is_delayed(entry: LogEntry, *, on: date) -> bool:
    """It waits for a supervisor, and has waited longer than it should."""
    if entry.state not in WAITING or entry.submitted_at is None:
        return False
    return clock.working_days(entry.submitted_at.date(), on) >= REVIEW_AGES["escalated"]


def report_delay(entry: LogEntry, edition: Edition, *, by: User, at: datetime) -> None:
    """Tell the coordinators, once however often it is pressed."""
    if db.session.scalars(queries.delay_of(entry)).one_or_none() is not None:
        return
    assert entry.submitted_at is not None  # noqa: S101  # only what waits is delayed
    row = DelayReport(entry_id=entry.id, submitted_at=entry.submitted_at, reported_at=at)
    db.session.add(row)
    db.session.flush()
    coordinators = db.session.scalars(people_of(edition, Role.COORDINATOR)).all()
    tell(
        [enrolment.user for enrolment in coordinators],
        DELAY,
        category=Category.OTHERS,
        about={"trainee": by.name, "edition": edition.name},
        href=f"/editions/{edition.id}/workload",
        at=at,
    )


class Cover(NamedTuple):
    """Numbers of two people, and the first and the last day on which one stands in."""

    away: int
    stand_in: int
    first: date
    last: date


def arrange(cover: Cover, edition: Edition, *, by: User, at: datetime) -> int:
    """Let somebody stand in for a supervisor; how many placements that is.

    Nobody reviews their own log, and the same cover sent twice is one.
    """
    found = db.session.scalars(_covered(cover, edition)).all()
    days = {"user_id": cover.stand_in, "from_on": cover.first, "until_on": cover.last}
    db.session.add_all(
        SupervisorAssignment(placement_id=number, role="cover", **days) for number in found
    )
    db.session.flush()
    if found:
        audit.note(
            "supervision.covered",
            f"edition {edition.id}",
            by_id=by.id,
            at=at,
            placements=list(found),
            away=cover.away,
            stand_in=cover.stand_in,
            first=cover.first.isoformat(),
            last=cover.last.isoformat(),
        )
    return len(found)


def _covered(cover: Cover, edition: Edition) -> Select[int]:
    """What the one who is away supervises, less what is covered like this already."""
    mine = select(SupervisorAssignment.placement_id).where(
        SupervisorAssignment.user_id == cover.away, SupervisorAssignment.role == "primary"
    )
    same = select(SupervisorAssignment.placement_id).where(
        SupervisorAssignment.user_id == cover.stand_in,
        SupervisorAssignment.role == "cover",
        SupervisorAssignment.from_on == cover.first,
        SupervisorAssignment.until_on == cover.last,
    )
    return (
        select(Placement.id)
        .join(Placement.enrolment)
        .where(Enrolment.edition_id == edition.id, Placement.state.in_(RUNNING))
        .where(Enrolment.user_id != cover.stand_in)
        .where(Placement.id.in_(mine), Placement.id.not_in(same))
    )
