"""What fieldwork adds to the calendar: the last day of each week or month of a placement."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.catalog.find import course_or_404
from lms.db import db
from lms.deliverables.asked import pieces_of
from lms.editions.models import Enrolment, Role
from lms.editions.occasions import Occasion, remember
from lms.extensions.dates import Dates, Kind, dates_for
from lms.intakes.spans import MONTH
from lms.placements.calendar import Stretch, stretches_of
from lms.placements.models import AHEAD, RUNNING, Placement


@remember
def days_of_fieldwork(enrolments: Sequence[Enrolment], first: date, last: date) -> list[Occasion]:
    """Of who works in the field now: ends of weeks or months, and what is due; two statements."""
    placements = db.session.scalars(_running(enrolments)).all()
    trainees = [row for row in enrolments if row.role == Role.TRAINEE]
    given = dates_for(trainees) if placements else Dates()
    found = [
        occasion
        for placement in placements
        for occasion in (*_ends_of_stretches(placement, given), *_due(placement, given))
    ]
    return [occasion for occasion in found if first <= occasion.on <= last]


def _ends_of_stretches(placement: Placement, given: Dates) -> Iterator[Occasion]:
    for stretch in stretches_of(placement):
        yield Occasion(
            key=f"fieldwork-{placement.id}-{stretch.unit}-{stretch.number}",
            on=_due_on(given, placement, stretch),
            title=_title(stretch),
            detail=placement.project.name,
            href=url_for(
                "stretches.stretch",
                placement_id=placement.id,
                units=f"{stretch.unit}s",
                number=stretch.number,
            ),
        )


def _due(placement: Placement, given: Dates) -> Iterator[Occasion]:
    """By the plan of the placement; a day that the edition or more time gives is shown by those."""
    trainee = placement.enrolment
    others = given.all_of(trainee)
    for piece in pieces_of(placement, course_or_404(trainee.edition.course_id)):
        if (Kind.DELIVERABLE.value, f"{piece.period.course}/{piece.name}") not in others:
            yield Occasion(
                key=f"deliverable-{placement.id}-{piece.name}",
                on=piece.due_on,
                title=_("Due: %(work)s", work=piece.content.title),
                detail=placement.project.name,
                href=url_for(
                    "deliverables.deliverable", placement_id=placement.id, name=piece.name
                ),
                language="" if piece.period.translated else piece.period.language,
            )


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
