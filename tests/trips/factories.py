"""Exchange trips, for tests."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from lms.accounts.models import User
from lms.db import db
from lms.projects.models import Project
from lms.trips import actions
from lms.trips.actions import Plan
from lms.trips.models import ExchangeTrip, Kind
from tests.experience.factories import a_project_in

NOW = datetime.now(UTC)
TODAY = NOW.date()


def sent(guest: Project, host: Project) -> dict[str, str]:
    """What the form of a new trip sends."""
    return {
        "key": str(uuid4()),
        "title": "To the basin",
        "kind": "study_tour",
        "language": "en",
        "guest_id": str(guest.id),
        "host_id": str(host.id),
        "starts_on": TODAY.isoformat(),
        "ends_on": (TODAY + timedelta(days=3)).isoformat(),
        "aims": "See how nine share one.",
        "questions": "",
    }


def a_trip(
    host: int,
    by: User,
    *,
    guest: int | None = None,
    starts_in: int = 7,
    initiative: int | None = None,
) -> ExchangeTrip:
    first = TODAY + timedelta(days=starts_in)
    plan = Plan(
        kind=Kind.STUDY_TOUR.value,
        title="To the basin",
        language="en",
        guest_id=guest or a_project_in("NI", "Sweet makers").id,
        host_id=host,
        starts_on=first,
        ends_on=first + timedelta(days=2),
        aims="See how nine share one.",
        questions="",
    )
    row = actions.propose(uuid4(), plan, by=by, at=NOW, initiative_id=initiative)
    db.session.commit()
    return row
