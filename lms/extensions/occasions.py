"""What dates of work add to the calendar, page and feed alike: the date for this person.

Fieldwork itself shows when the weeks and months of a log end.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext as _

from lms.editions.models import Enrolment, Role
from lms.editions.occasions import Occasion, remember
from lms.extensions.dates import Due, Kind, dates_for
from lms.extensions.works import own_quiz, tasks_of_course
from lms.i18n import show_date


@remember
def due_dates(enrolments: Sequence[Enrolment], first: date, last: date) -> list[Occasion]:
    """Of who learns there; one statement."""
    trainees = [row for row in enrolments if row.role == Role.TRAINEE]
    return [row for trainee in trainees for row in _of(trainee, trainees, first, last)]


def _of(
    trainee: Enrolment, trainees: Sequence[Enrolment], first: date, last: date
) -> Iterator[Occasion]:
    found = dates_for(trainees).all_of(trainee)
    known = {(task.kind.value, task.ref): task for task in tasks_of_course(trainee.edition)}
    for (kind, ref), due in found.items():
        if first <= due.on <= last and kind != Kind.LOG:
            task = known.get((kind, ref)) or own_quiz(trainee.edition, ref)
            yield Occasion(
                key=f"due-{trainee.edition_id}-{task.name}",
                on=due.on,
                title=_("Due: %(work)s", work=task.title),
                detail=_detail(trainee, due),
                href=task.href,
            )


def _detail(trainee: Enrolment, due: Due) -> str:
    if due.extended and due.usual:
        return _("more time for you; for the others until %(day)s", day=show_date(due.usual))
    return _("more time for you") if due.extended else trainee.edition.name
