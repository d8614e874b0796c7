"""What the course asks of one week or month, and what the plan has for it."""

from lms.catalog.find import course_or_404
from lms.content.field_period import FieldworkPeriod
from lms.intakes.spans import MONTH
from lms.placements.calendar import Stretch, asked_of
from lms.placements.models import Placement


def period_of(placement: Placement, this: Stretch) -> FieldworkPeriod | None:
    """What the course asks in this week or month, if it says anything."""
    course = course_or_404(placement.enrolment.edition.course_id)
    return next(
        (
            period
            for period in course.fieldwork.periods
            if this.number in (period.months if this.unit == MONTH else period.weeks)
        ),
        None,
    )


def planned(placement: Placement, this: Stretch) -> int:
    """Minutes that the plan has for this stretch."""
    for period in asked_of(placement):
        if this.number in period.numbers:
            return period.minutes // len(period.numbers)
    return 0
