"""Placements and entries for tests, each with only what the test names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from lms.accounts.models import User
from lms.agreements import actions as agreements
from lms.agreements.models import Means, Party
from lms.content import library
from lms.content.award import SecondMarking
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Edition, Role
from lms.intakes.spans import planned_end
from lms.logbook import actions as logbook_actions
from lms.logbook.models import LogEntry
from lms.logbook.writing import Writing
from lms.placements.actions import place
from lms.placements.models import Placement, RequirementSet, SupervisorAssignment
from lms.projects.models import Project
from tests.people import People, an_edition, enrol, enrolment_of, today

YEAR = "horizontal-network-broker"


def a_project(name: str = "Block printers of Kesarpur") -> Project:
    project = Project(
        name=name,
        kind="cluster",
        place="Kesarpur",
        country="IN",
        sector="Hand-block printing",
        created_at=datetime.now(UTC),
    )
    db.session.add(project)
    db.session.commit()
    return project


def rules(minutes: int = 6300) -> RequirementSet:
    known = db.session.query(RequirementSet).filter_by(digest=f"test-{minutes}").one_or_none()
    row = known or RequirementSet(
        course_id="cluster-broker",
        digest=f"test-{minutes}",
        required_minutes=minutes,
        rules={"periods": []},
        created_at=datetime.now(UTC),
    )
    db.session.add(row)
    db.session.commit()
    return row


def agree(placement: Placement, *, at: datetime | None = None) -> None:
    """All three sign, the host on the trainee's device."""
    at = at or datetime.now(UTC)
    trainee, supervisor = placement.enrolment.user, placement.assignments[0].user
    seen = agreements.present(placement).digest
    agreements.sign(placement, Party.TRAINEE, seen=seen, by=trainee, at=at)
    agreements.sign(placement, Party.SUPERVISOR, seen=seen, by=supervisor, at=at)
    agreements.sign_as_host(
        placement,
        name="Farida Host",
        position="Secretary of the printers' association",
        means=Means.DEVICE,
        seen=seen,
        by=trainee,
        at=at,
    )


def a_placement(
    people: People,
    *,
    trainee: User | None = None,
    supervisor: User | None = None,
    edition: Edition | None = None,
    state: str = "active",
    days_ago: int = 14,
    days_long: int = 42,
) -> Placement:
    trainee = trainee or people.trainee
    placement = Placement(
        enrolment=enrolment_of(trainee, edition or people.edition),
        project=a_project(),
        requirement_set=rules(),
        starts_on=today() - timedelta(days=days_ago),
        ends_on=today() - timedelta(days=days_ago) + timedelta(days=days_long - 1),
        state=state,
        created_at=datetime.now(UTC),
    )
    assignment = SupervisorAssignment(
        placement=placement,
        user=supervisor or people.supervisor,
        from_on=today() - timedelta(days=max(days_ago, 0)),
    )
    db.session.add_all([placement, assignment])
    db.session.commit()
    return placement


def shown_at_once(course: Course) -> Course:
    """Its marks wait for no second one: which would, is a lot that a test does not know."""
    return course.model_copy(update={"second_marking": SecondMarking(share=0)})


def a_year(
    people: People,
    trainee: User | None = None,
    *,
    days_ago: int = 40,
    calendar_factor: int = 1,
) -> Placement:
    """A placement of a course with phases of months, begun some days ago under its real rules.

    Supervisor, assessor and coordinator are those of the tests, in an edition of that course.
    """
    trainee, course = trainee or people.trainee, shown_at_once(library().courses[YEAR])
    edition, first = an_edition(course_id=YEAR, name="Networks"), today() - timedelta(days=days_ago)
    for person, role in (
        (trainee, Role.TRAINEE),
        (people.supervisor, Role.SUPERVISOR),
        (people.assessor, Role.ASSESSOR),
        (people.coordinator, Role.COORDINATOR),
    ):
        enrol(person, edition, role)
    placement = place(
        enrolment_of(trainee, edition),
        course=course,
        project=a_project("Basket makers of Kesarpur"),
        supervisor=people.supervisor,
        starts_on=first,
        ends_on=planned_end(course, first, calendar_factor=calendar_factor),
        calendar_factor=calendar_factor,
        at=datetime.now(UTC),
    )
    placement.assignments[0].from_on = first
    agree(placement)
    db.session.commit()
    return placement


def writing(**changes: Any) -> Writing:
    plain: dict[str, Any] = {
        "activity_date": today() - timedelta(days=1),
        "minutes": 90,
        "activity": "interview",
        "step": "diagnosis",
        "facts": "Interview with the president: 60 members by word, 41 on the list.",
        "next_step": "Go through the list with two members on Thursday.",
    }
    return Writing(**plain | changes)


def an_entry(
    placement: Placement, *, state: str = "draft", at: datetime | None = None, **changes: Any
) -> LogEntry:
    """An entry brought to `draft` or `submitted` by the trainee's own acts."""
    at = at or datetime.now(UTC)
    entry = logbook_actions.write(
        placement, uuid4(), writing(**changes), base=None, recorded_at=at, at=at
    )
    if state == "submitted":
        logbook_actions.submit(entry, at=at)
    db.session.commit()
    return entry


def form_of(entry: LogEntry | None = None, **changes: Any) -> dict[str, Any]:
    """What a browser sends for an entry, complete enough to be handed in."""
    day: date = today() - timedelta(days=1)
    fields: dict[str, Any] = {
        "base": str(entry.current_id) if entry else "",
        "activity": "interview",
        "activity_date": day.isoformat(),
        "hours": "1:30",
        "place": "Kesarpur",
        "facts": "Interview with the president: 60 members by word, 41 on the list.",
        "next_step": "Go through the list with two members on Thursday.",
        "step": "diagnosis",
    }
    return fields | changes
