"""What fieldwork adds to the calendar: the last day of each week or month of a placement."""

from collections.abc import Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.db import db
from lms.extensions.dates import Dates, dates_for
from lms.intakes.spans import MONTH
from lms.learning.models import Enrolment, Role
from lms.learning.occasions import Occasion, remember
from lms.placements.calendar import Stretch, stretches_of
from lms.placements.models import AHEAD, RUNNING, Placement


@remember
def ends_of_stretches(enrolments: Sequence[Enrolment], first: date, last: date) -> list[Occasion]:
    """Of who works in the field now; one statement."""
    placements = db.session.scalars(_running(enrolments)).all()
    dates = dates_for([row for row in enrolments if row.role == Role.TRAINEE])
    return [
        Occasion(
            key=f"fieldwork-{placement.id}-{stretch.unit}-{stretch.number}",
            on=on,
            title=_title(stretch),
            detail=placement.project.name,
            href=url_for(
                "stretches.stretch",
                placement_id=placement.id,
                units=f"{stretch.unit}s",
                number=stretch.number,
            ),
        )
        for placement in placements
        for stretch in stretches_of(placement)
        if first <= (on := _due_on(dates, placement, stretch)) <= last
    ]


def _running(enrolments: Sequence[Enrolment]) -> Select[Placement]:
    """Where these trainees work now, with the cluster and the rules."""
    return (
        select(Placement)
        .options(
            joinedload(Placement.project),
            joinedload(Placement.requirement_set),
            joinedload(Placement.enrolment),
        )
        .where(
            Placement.enrolment_id.in_([row.id for row in enrolments]),
            Placement.state.in_((*AHEAD, *RUNNING)),
        )
        .order_by(Placement.id)
    )


def _due_on(dates: Dates, placement: Placement, stretch: Stretch) -> date:
    """Its last day, or a later one for who was given more time."""
    due = dates.of(placement.enrolment, "log", stretch.target, usual=stretch.last)
    return due.on if due else stretch.last


def _title(stretch: Stretch) -> str:
    if stretch.unit == MONTH:
        return _("Month %(number)s of fieldwork ends", number=stretch.number)
    return _("Week %(number)s of fieldwork ends", number=stretch.number)
