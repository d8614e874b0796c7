"""Placements and entries for tests, each with only what the test names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from lms.accounts.models import User
from lms.db import db
from lms.fieldwork import actions
from lms.fieldwork.actions import Writing
from lms.fieldwork.models import LogEntry, Placement, RequirementSet, SupervisorAssignment
from lms.learning.models import Edition
from lms.projects.models import Project
from tests.people import People, enrolment_of, today


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
        from_on=today() - timedelta(days=days_ago),
    )
    db.session.add_all([placement, assignment])
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
    entry = actions.write(placement, uuid4(), writing(**changes), base=None, recorded_at=at, at=at)
    if state == "submitted":
        actions.submit(entry, at=at)
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
