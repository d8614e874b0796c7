"""What is due next by the date of this person, in words for Today and for the page of what is left.

A day counts as a whole on the clock of the class; who lives by another clock is told when it ends.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask_babel import get_timezone, ngettext
from flask_babel import gettext as _

from lms.catalog.find import course_or_404
from lms.deadlines.reminders import OVER
from lms.deadlines.works import Work, name_of, place_of, task_of, works_of
from lms.editions.models import Edition, Enrolment
from lms.extensions.dates import Kind
from lms.i18n import show_datetime, show_weekday
from lms.left.queries import Known
from lms.left.steps import NextStep
from lms.placements.models import Placement

LAST_MINUTE = time(23, 59)


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
        _when(work.on, today),
        work.on < today,
        work.own,
        _until(work.on, edition) if work.on >= today else "",
        _language_of(work, edition),
    )


def _language_of(work: Work, edition: Edition) -> str:
    """A deliverable is called as its period is written."""
    course, name = course_or_404(edition.course_id), work.ref.rpartition("/")[2]
    asks = (row for row in course.fieldwork.periods if name in {one.id for one in row.deliverables})
    period = next(asks, None) if work.kind == Kind.DELIVERABLE else None
    return period.language if period and not period.translated else ""


def _when(on: date, today: date) -> str:
    left, day = (on - today).days, show_weekday(on)
    if left < 0:
        return ngettext(
            "Was due %(day)s, %(num)s day ago. Hand it in soon, or ask for more time.",
            "Was due %(day)s, %(num)s days ago. Hand it in soon, or ask for more time.",
            -left,
            day=day,
        )
    if left == 0:
        return _("Due today, %(day)s", day=day)
    return _("Due tomorrow, %(day)s", day=day) if left == 1 else _("Due %(day)s", day=day)


def _until(on: date, edition: Edition) -> str:
    end = datetime.combine(on, LAST_MINUTE, ZoneInfo(edition.time_zone))
    here = end.astimezone(get_timezone())
    if here.replace(tzinfo=None) == end.replace(tzinfo=None):
        return ""
    return _("until %(moment)s on your clock", moment=show_datetime(end))
