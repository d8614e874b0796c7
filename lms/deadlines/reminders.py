"""Work that has a date: brought to mind before it and once after it, until it is handed in.

The date is that of the person, as every page says it. Who grades is told by when.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import User
from lms.db import db
from lms.deadlines import queries
from lms.deadlines.assessing import to_assess_by
from lms.deadlines.works import Work, name_of, place_of, task_of, works_of
from lms.editions.models import Edition, Enrolment, Role
from lms.extensions.dates import dates_now
from lms.follow_up.queries import roles_that_run
from lms.follow_up.reminders import AHEAD, FRESH, TO_GRADE
from lms.i18n import in_language, show_date
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category
from lms.placements.models import Placement

OVER = timedelta(days=14)
"""What was due longer ago stands on the page of what is left, and no mail says it any more."""


@reminds
def what_has_a_date(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    """Eight statements, whoever is asked for."""
    numbers = {row.id for row in people}
    rows = db.session.scalars(roles_that_run(numbers, on=at.date())).all()
    trainees = [row for row in rows if row.role == Role.TRAINEE]
    ids, dates = [row.id for row in trainees], dates_now(trainees)
    done = {tuple(row) for row in db.session.execute(queries.handed_in_by(ids))}
    working = {row.enrolment_id: row for row in db.session.scalars(queries.working(ids))}
    for trainee in trainees:
        placement, today = working.get(trainee.id), _today(trainee.edition, at)
        for work in works_of(trainee, placement, dates, today):
            if (work.kind, trainee.id, work.ref) not in done:
                for line in _lines(trainee, placement, work, today):
                    yield trainee.user_id, line
    editions = {row.edition_id: row.edition for row in rows}
    yield from _to_grade(numbers, editions, at)
    yield from to_assess_by(numbers, editions, at)


def _today(edition: Edition, at: datetime) -> date:
    return at.astimezone(ZoneInfo(edition.time_zone)).date()


def _lines(
    trainee: Enrolment, placement: Placement | None, work: Work, today: date
) -> Iterator[Line]:
    left = (work.on - today).days
    when = next((days for days in sorted(AHEAD) if 0 <= left <= days), -1 if left < 0 else None)
    if when is None or today - work.on > OVER:
        return
    with in_language("en"):  # only the address is taken from it
        task = task_of(trainee.edition, work)
    if task:
        yield Line(
            Category.WORK,
            partial(_due, trainee.edition, work, over=left < 0),
            place_of(task, placement),
            f"due:{trainee.id}:{work.kind}:{work.ref}:{work.on}:{when}",
        )


def _due(edition: Edition, work: Work, *, over: bool) -> str:
    task = task_of(edition, work)
    said = {"work": name_of(task) if task else work.ref, "day": show_date(work.on)}
    if over:
        return _("%(work)s was due on %(day)s. Hand it in soon, or ask for more time.", **said)
    return _("%(work)s is due on %(day)s", **said)


def _to_grade(
    people: Collection[int], editions: Mapping[int, Edition], at: datetime
) -> Iterator[tuple[int, Line]]:
    papers = db.session.execute(queries.papers_to_grade(people))
    works = db.session.execute(queries.deliverables_to_grade(people, on=at.date()))
    for say, rows in ((_papers, papers), (_deliverables, works)):
        for user, number, count, since in rows:
            if number in editions and since and since < at - FRESH:
                by = _today(editions[number], since) + TO_GRADE
                href = "/reviews" if say is _deliverables else f"/editions/{number}/case-papers"
                yield (
                    user,
                    Line(Category.OTHERS, partial(say, editions[number].name, count, by), href),
                )


def _papers(edition: str, count: int, by: date) -> str:
    return ngettext(
        "%(num)s case paper waits for you; grade it by %(day)s (%(edition)s)",
        "%(num)s case papers wait for you; grade the first by %(day)s (%(edition)s)",
        count,
        day=show_date(by),
        edition=edition,
    )


def _deliverables(edition: str, count: int, by: date) -> str:
    return ngettext(
        "%(num)s deliverable waits for you; read it by %(day)s (%(edition)s)",
        "%(num)s deliverables wait for you; read the first by %(day)s (%(edition)s)",
        count,
        day=show_date(by),
        edition=edition,
    )
