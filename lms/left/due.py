"""What is due next by the date of this person, for Today and for the page of what is left."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from lms.catalog.find import course_or_404
from lms.deadlines.reminders import OVER
from lms.deadlines.works import Work, name_of, place_of, task_of, works_of
from lms.editions.models import Edition, Enrolment
from lms.extensions import words
from lms.extensions.dates import Kind
from lms.left.queries import Known
from lms.left.steps import NextStep
from lms.placements.models import Placement


class NextDue(NamedTuple):
    """`own` where others have another date; `until` where that day ends at another hour here."""

    title: str
    href: str
    on: date
    when: str
    over: bool
    own: bool
    until: str = ""
    language: str = ""  # of the title, where it is not the reader's
    edition: str = ""  # where its reader learns in several


def due_next(
    trainee: Enrolment, working: Placement | None, known: Known, today: date
) -> list[NextDue]:
    """The oldest that is overdue, and the first that is still to come."""
    placement = working if working and working.enrolment_id == trainee.id else None
    works = [
        work
        for work in works_of(trainee, placement, known.dates, today)
        if work[:2] not in known.done and today - work.on <= OVER
    ]
    return [
        found
        for part in _first_of_each(works, today)
        if (found := _in_words(trainee.edition, placement, part, today))
    ]


def due_step(row: NextDue) -> NextStep:
    """What has a date goes before the work of others."""
    kind = "over" if row.over else "mine"
    return NextStep(row.when, row.title, "", "", row.href, row.on, kind)


def _first_of_each(works: Sequence[Work], today: date) -> list[Work]:
    by_day = sorted(works, key=lambda work: work.on)
    late = [work for work in by_day if work.on < today]
    return late[:1] + by_day[len(late) :][:1]


def _in_words(
    edition: Edition, placement: Placement | None, work: Work, today: date
) -> NextDue | None:
    task = task_of(edition, work)
    if task is None:
        return None
    return NextDue(
        name_of(task),
        place_of(task, placement),
        work.on,
        words.due(work.on, today),
        work.on < today,
        work.own,
        words.ends_here(work.on, edition) if work.on >= today else "",
        _language_of(work, edition),
    )


def _language_of(work: Work, edition: Edition) -> str:
    """A deliverable is called as its period is written."""
    course, name = course_or_404(edition.course_id), work.ref.rpartition("/")[2]
    asks = (row for row in course.fieldwork.periods if name in {one.id for one in row.deliverables})
    period = next(asks, None) if work.kind == Kind.DELIVERABLE else None
    return period.language if period and not period.translated else ""
