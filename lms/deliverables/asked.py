"""What is asked of a placement: pinned when it began, in the words of the course as it is today."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from lms.content.course import Course
from lms.content.field_period import Deliverable, FieldworkPeriod
from lms.content.rubric import Rubric
from lms.extensions.dates import Dates, Kind
from lms.placements import calendar
from lms.placements.calendar import Stretch, stretches_of
from lms.placements.models import Placement
from lms.placements.periods import Asked


class Piece(NamedTuple):
    """One deliverable with the period that asks for it; its language is the period's."""

    content: Deliverable
    period: FieldworkPeriod
    begins_on: date
    due_on: date
    more_time: str = ""  # the reason for which this trainee has longer than the plan

    @property
    def name(self) -> str:
        """What rows and addresses keep."""
        return self.content.id


def pieces_of(placement: Placement, course: Course, dates: Dates | None = None) -> list[Piece]:
    """In the order of the course, each with its day by the plan of the placement.

    Pauses and part time move the days, as they do everywhere; so do `dates` of the edition and
    more time for this person.
    """
    known = {
        row.id: (row, period) for period in course.fieldwork.periods for row in period.deliverables
    }
    stretches = stretches_of(placement)
    return [
        _piece(*known[name], *_days(placement, stretches, asked.numbers), dates, placement)
        for asked in calendar.asked_of(placement)
        for name in _names(asked, course)
        if name in known
    ]


def _piece(  # a piece and all that its day stands on
    content: Deliverable,
    period: FieldworkPeriod,
    first: date,
    last: date,
    dates: Dates | None,
    placement: Placement,
) -> Piece:
    ref = f"{period.course}/{content.id}"
    due = dates and dates.of(placement.enrolment, Kind.DELIVERABLE, ref, usual=last)
    return Piece(content, period, first, due.on if due else last, due.reason if due else "")


def _names(asked: Asked, course: Course) -> Iterator[str]:
    """Placements that began before deliverables were pinned are asked what the course asks now."""
    if asked.deliverables is not None:
        return iter(asked.deliverables)
    periods = (row for row in course.fieldwork.periods if row.id == asked.id)
    return (piece.id for period in periods for piece in period.deliverables)


def _days(
    placement: Placement, stretches: Sequence[Stretch], numbers: Sequence[int]
) -> tuple[date, date]:
    """Its first and its last day; what a short placement never reaches is due when it ends."""
    theirs = [row for row in stretches if row.number in numbers]
    if not theirs:
        return placement.ends_on, placement.ends_on
    whole = max(numbers) == theirs[-1].number
    return theirs[0].first, theirs[-1].last if whole else placement.ends_on


def now_due(
    pieces: Sequence[Piece], states: Mapping[str, str], today: date
) -> list[tuple[Piece, str]]:
    """What came back, and what its period asks for and is not handed in, the first due first."""
    open_ones = [(row, states.get(row.name, "")) for row in pieces]
    return sorted(
        (
            (row, state)
            for row, state in open_ones
            if state == "returned" or (state in {"", "draft"} and row.begins_on <= today)
        ),
        key=lambda pair: pair[0].due_on,
    )


def is_critical(rubric: Rubric) -> bool:
    return any(row.critical for row in rubric.criteria)
