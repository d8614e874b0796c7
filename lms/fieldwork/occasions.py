"""What fieldwork adds to the calendar: the last day of each week, when the log is handed in."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from lms.db import db
from lms.fieldwork import queries
from lms.fieldwork.weeks import weeks_of
from lms.learning.models import Enrolment
from lms.learning.occasions import Occasion, remember


@remember
def ends_of_weeks(enrolments: Sequence[Enrolment], first: date, last: date) -> list[Occasion]:
    """Of who works in the field now; one statement."""
    placements = db.session.scalars(queries.running_placements(enrolments)).all()
    return [
        Occasion(
            key=f"fieldwork-{placement.id}-week-{week.number}",
            on=week.last,
            title=_("Week %(number)s of fieldwork ends", number=week.number),
            detail=placement.project.name,
            href=url_for("fieldwork.week", placement_id=placement.id, number=week.number),
        )
        for placement in placements
        for week in weeks_of(placement)
        if first <= week.last <= last
    ]
