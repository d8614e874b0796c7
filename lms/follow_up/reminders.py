"""Whom the mail of the day reminds of what: only of what is not done."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition, Role
from lms.follow_up import queries
from lms.follow_up.standings import Desk, Field, Progress, Standing, progress_in
from lms.i18n import in_language, show_date, show_hours
from lms.notifications.lines import Line, reminds
from lms.notifications.models import Category

AHEAD = (7, 2)
"""So many days before its end fieldwork is brought to mind."""
FRESH = timedelta(days=1)
"""What came in since yesterday is no reminder yet."""
TO_GRADE = timedelta(days=7)
"""Five working days: so long an entry of the log, a paper or a deliverable may wait."""


@reminds
def what_is_due(people: Sequence[User], at: datetime) -> Iterable[tuple[int, Line]]:
    """For trainees, supervisors and coordinators of editions that run."""
    numbers = {row.id for row in people}
    roles: dict[int, list[tuple[int, str]]] = {}
    editions: dict[int, Edition] = {}
    for row in db.session.scalars(queries.roles_that_run(numbers, on=at.date())):
        editions[row.edition_id] = row.edition
        roles.setdefault(row.edition_id, []).append((row.user_id, row.role))
    for number, edition in editions.items():
        with in_language("en"):  # only counts and names are taken from it
            found = progress_in(edition, at, replies=False)
        yield from _in_edition(edition, found, roles[number], at)


def _in_edition(
    edition: Edition, found: Progress, roles: Iterable[tuple[int, str]], at: datetime
) -> Iterator[tuple[int, Line]]:
    today = at.astimezone(ZoneInfo(edition.time_zone)).date()
    own = {row.enrolment.user_id: row for row in found.standings}
    desks = {desk.supervisor.id: desk for desk in found.desks}
    for user, role in roles:
        if role == Role.TRAINEE and user in own:
            yield from ((user, line) for line in _for_trainee(edition, own[user], today))
        elif role == Role.SUPERVISOR and user in desks:
            yield from ((user, line) for line in _for_supervisor(edition, desks[user], at))
        elif role == Role.COORDINATOR:
            yield from ((user, line) for line in _for_coordinator(edition, found, today))


def _for_trainee(edition: Edition, row: Standing, today: date) -> Iterator[Line]:
    week = today.strftime("%G-%V")
    if row.missing:
        yield Line(
            Category.WORK,
            partial(_class_work, edition.name, row.missing),
            f"/editions/{edition.id}",
            f"class:{row.enrolment.id}:{week}",
        )
    work = row.fieldwork
    if work is None or work.submitted >= work.required or not work.at_work:
        return
    if work.silent:
        yield Line(
            Category.WORK,
            _silent,
            f"/placements/{work.placement_id}",
            f"silent:{work.placement_id}:{week}",
        )
    yield from _end_of_fieldwork(work, today)


def _end_of_fieldwork(work: Field, today: date) -> Iterator[Line]:
    """Seven days and two days before, and once when it is over with hours missing."""
    left = (work.ends_on - today).days
    when = next((days for days in sorted(AHEAD) if 0 <= left <= days), None)
    if left < 0:
        when = -1
    if when is not None:
        missing = work.required - work.submitted
        yield Line(
            Category.WORK,
            partial(_ends, work.ends_on, missing, left),
            f"/placements/{work.placement_id}",
            f"end:{work.placement_id}:{work.ends_on}:{when}",
        )


def _for_supervisor(edition: Edition, desk: Desk, at: datetime) -> Iterator[Line]:
    if desk.since is not None and desk.since < at - FRESH:
        yield Line(Category.OTHERS, partial(_waits, edition.name, desk), "/reviews")


def _for_coordinator(edition: Edition, found: Progress, today: date) -> Iterator[Line]:
    silent = found.of("silent")
    if silent:
        names = "-".join(str(row.enrolment.id) for row in silent)
        yield Line(
            Category.OTHERS,
            partial(_idle, edition.name, len(silent)),
            f"/editions/{edition.id}/progress?show=silent",
            f"idle:{edition.id}:{names}:{today:%G-%V}",
        )


def _class_work(edition: str, missing: int) -> str:
    return ngettext(
        "%(num)s lesson or quiz of past class days is missing (%(edition)s)",
        "%(num)s lessons or quizzes of past class days are missing (%(edition)s)",
        missing,
        edition=edition,
    )


def _silent() -> str:
    return _("You have handed in no log entry for a week. A few words are enough.")


def _ends(ends_on: date, missing: int, left: int) -> str:
    said = {"day": show_date(ends_on), "hours": show_hours(missing)}
    if left < 0:
        return _(
            "Your fieldwork ended on %(day)s and %(hours)s are missing. Talk to your supervisor.",
            **said,
        )
    return _("Your fieldwork ends on %(day)s; %(hours)s are not handed in yet.", **said)


def _waits(edition: str, desk: Desk) -> str:
    by = show_date(desk.since.date() + TO_GRADE) if desk.since else ""
    return ngettext(
        "%(num)s log entry waits for you; review it by %(day)s (%(edition)s)",
        "%(num)s log entries wait for you; review the first by %(day)s (%(edition)s)",
        desk.waiting,
        day=by,
        edition=edition,
    )


def _idle(edition: str, count: int) -> str:
    return ngettext(
        "%(num)s trainee has handed in no log for a week (%(edition)s)",
        "%(num)s trainees have handed in no log for a week (%(edition)s)",
        count,
        edition=edition,
    )
