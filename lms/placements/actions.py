from datetime import date, datetime

from lms.accounts.models import User
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Enrolment
from lms.placements import queries, record, requirements
from lms.placements.models import Placement, SupervisorAssignment
from lms.projects.models import Project


def place(  # noqa: PLR0913  # a placement is agreed in one act by all it names
    enrolment: Enrolment,
    *,
    course: Course,
    project: Project,
    supervisor: User,
    starts_on: date,
    ends_on: date,
    at: datetime,
    by: User | None = None,
    calendar_factor: int = 1,
) -> Placement:
    """Propose a trainee's fieldwork under today's rules of the course; sent twice, it is one.

    It begins when trainee, supervisor and host have signed (`lms.agreements`).
    """
    db.hold(enrolment)
    placement = Placement(
        enrolment=enrolment,
        project=project,
        requirement_set=requirements.pin(course, at=at),
        starts_on=starts_on,
        ends_on=ends_on,
        calendar_factor=calendar_factor,
        time_zone=enrolment.edition.time_zone,
        state="proposed",
        created_at=at,
    )
    twin = db.session.scalars(queries.twin_of(placement)).one_or_none()
    if twin is None:
        placement.assignments = [SupervisorAssignment(user=supervisor, from_on=at.date())]
        db.session.add(placement)
        db.session.flush()
        _begin_record(placement, by=by, at=at)
    return twin or placement


def _begin_record(placement: Placement, *, by: User | None, at: datetime) -> None:
    """Its rules by their digest, and who was assigned."""
    people = [[row.user_id, row.role, row.from_on.isoformat()] for row in placement.assignments]
    said = {"rules": placement.requirement_set.digest, "people": people}
    record.begin("placement.proposed", placement.id, by=by, at=at, **said)
    db.session.flush()
