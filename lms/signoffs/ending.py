"""Placements whose last day is over, or that hold all that is asked, come to be closed."""

from datetime import date
from zoneinfo import ZoneInfo

from flask import current_app

from lms import clock
from lms.db import db
from lms.jobs.actions import regularly
from lms.placements.models import Placement
from lms.signoffs import actions, queries
from lms.signoffs.blockers import blockers_of, marks_in, what_it_holds


@regularly
def complete_what_is_over() -> None:
    """Each by the calendar of its own town."""
    now = clock.now()
    with current_app.test_request_context():
        for placement in db.session.scalars(queries.to_be_completed(on=now.date())).all():
            today = now.astimezone(ZoneInfo(placement.time_zone)).date()
            if placement.ends_on < today or _holds_all(placement, today):
                actions.complete(placement, at=now)
        db.session.commit()


def _holds_all(placement: Placement, today: date) -> bool:
    return not blockers_of(
        placement, what_it_holds(placement), marks_in(placement), waived=False, on=today
    )
