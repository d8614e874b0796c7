"""The list of what waits: entries, and what other features know of; one list, one order."""

from datetime import UTC, datetime
from uuid import UUID

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Row

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.calibration.standing import can_calibrate
from lms.db import db
from lms.i18n import show_date, show_hours
from lms.logbook.models import LogEntry
from lms.logbook.vocabulary import ACTIVITIES
from lms.placements.finding import utc_today
from lms.placements.requirements import REVIEW_AGES
from lms.placements.waiting import Mark, Waiting, count_waiting, waiting_after
from lms.reviews import queries
from lms.reviews.flags import flags_up
from lms.reviews.views import bp
from lms.reviews.views.finding import mark_of
from lms.reviews.vocabulary import PARTS
from lms.reviews.wanted import Wanted, placements_wanted, wanted

PAGE = 50


@bp.get("/reviews")
@open_to(Audience.MEMBERS)
def review_queue() -> ResponseReturnValue:
    today, part, after = utc_today(), wanted(), _cursor()
    found = db.session.execute(*queries.queue(me(), on=today, part=part, after=after, most=PAGE))
    others = count_waiting(me(), today)
    rows = [*(_row(row, part) for row in found), *(_other_work(part, after) if others else ())]
    rows.sort(key=lambda row: row.place)
    projects = db.session.execute(*queries.waiting_by_project(me(), on=today)).all()
    later = _mark(rows[PAGE - 1]) if len(rows) > PAGE else None
    return render_template(
        "reviews/queue.html",
        rows=rows[:PAGE],
        part=part,
        parts=PARTS,
        projects=projects,
        waiting=sum(row[2] for row in projects) + others,
        ages={row.id: clock.working_days(row.since.date(), today) for row in rows},
        limits=REVIEW_AGES,
        marks=can_calibrate(),
        later=later and url_for(".review_queue", after=later, **part.args),
    )


def _row(
    row: Row[LogEntry, bool, bool, bool, str | None, datetime | None], part: Wanted
) -> Waiting:
    entry, late, long_day, same_text, reader, _since = row
    assert entry.current is not None  # noqa: S101  # the queue holds what was handed in
    again, since, number = mark_of(entry)
    day, minutes = show_date(entry.activity_date), show_hours(entry.minutes)
    return Waiting(
        again=again,
        since=since,
        id=number,
        person=entry.placement.enrolment.user.name,
        title=str(ACTIVITIES[entry.current.activity]),
        detail=f"{day} · {minutes} · {entry.placement.project.name}",
        text=entry.current.facts,
        href=url_for(".review", entry_id=number, **part.args),
        notes=_notes(entry, reader),
        flags=flags_up(late, long_day, same_text),
    )


def _notes(entry: LogEntry, reader: str | None) -> tuple[str, ...]:
    asked = (_("you asked"),) if entry.state == "queried" else ()
    return (*asked, _("open at %(name)s", name=reader)) if reader else asked


def _other_work(part: Wanted, after: Mark | None) -> list[Waiting]:
    """What other features know of; only log entries carry flags."""
    if part.show == "flagged":
        return []
    found = waiting_after(me(), utc_today(), after, PAGE + 1, among=placements_wanted(part))
    return [row for row in found if row.again or part.show != "came-back"]


def _cursor() -> Mark | None:
    """Where the next page of the queue begins: `after=<came back>_<moment>_<uuid>`."""
    raw = request.args.get("after")
    if not raw:
        return None
    try:
        again, written_moment, number = raw.split("_")
        moment = datetime.fromisoformat(written_moment).astimezone(UTC)
        return again == "1", moment, UUID(number)
    except (ValueError, OverflowError):
        abort(404)


def _mark(row: Waiting) -> str:
    return f"{int(row.again)}_{row.since.isoformat()}_{row.id}"
