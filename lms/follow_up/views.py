"""The page of an edition's progress: counts, and behind each count its list."""

from collections.abc import Sequence
from decimal import Decimal

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.documents import Document, given_out
from lms.editions import policy
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.exports.offers import Asked, Offer, offer, to_be_made
from lms.follow_up import reminders  # noqa: F401  # it tells the mail of the day what is due
from lms.follow_up.standings import GROUPS, Progress, Standing, progress_in
from lms.follow_up.vocabulary import GROUP_NAMES, GROUP_NOTES
from lms.spreadsheets import Cell, csv_file

bp = Blueprint("follow_up", __name__)
PAGE = 50
LARGE = 500
"""Trainees; below, the file takes less than half a second."""
HOUR, DAY = 3600, 24 * 3600


@bp.app_template_filter("reply_time")
def show_reply_time(seconds: float) -> str:
    if seconds < 2 * DAY:
        hours = max(round(seconds / HOUR), 1)
        return ngettext("%(num)s hour", "%(num)s hours", hours)
    days = round(seconds / DAY)
    return ngettext("%(num)s day", "%(num)s days", days)


@bp.get("/editions/<int:edition_id>/progress")
@open_to(Audience.MEMBERS)
def progress(edition_id: int) -> ResponseReturnValue:
    edition, now = _the_edition_i_run(edition_id), clock.now()
    found = progress_in(edition, now)
    group, supervisor = _asked(found)
    rows = found.of(group, supervisor)
    first = _first(len(rows))
    return render_template(
        "follow_up/progress.html",
        edition=edition,
        found=found,
        group=group,
        supervisor=next((d.supervisor for d in found.desks if d.supervisor.id == supervisor), None),
        rows=rows[first : first + PAGE],
        total=len(rows),
        next_first=first + PAGE if first + PAGE < len(rows) else None,
        names=GROUP_NAMES,
        notes=GROUP_NOTES,
        now=now,
    )


@bp.get("/editions/<int:edition_id>/progress.csv")
@open_to(Audience.MEMBERS)
def progress_csv(edition_id: int) -> ResponseReturnValue:
    """The same list for a spreadsheet in the reader's language."""
    edition = _the_edition_i_run(edition_id)
    found = progress_in(edition, clock.now())
    if len(found.standings) > LARGE:
        group, supervisor = _asked(found)
        return to_be_made(
            "progress.csv", edition, {"show": group, "supervisor": str(supervisor or "")}
        )
    return given_out(_as_csv(edition, found, request.args))


def _to_fetch_later(_user: User, edition: Edition, asked: Asked) -> Document:
    return _as_csv(edition, progress_in(edition, clock.now()), asked)


def _as_csv(edition: Edition, found: Progress, asked: Asked) -> Document:
    head = [
        _("Trainee"),
        _("E-mail address"),
        _("Lessons done"),
        _("Lessons due"),
        _("Quizzes passed"),
        _("Quizzes due"),
        _("Hours handed in"),
        _("Hours approved"),
        _("Hours planned by today"),
        _("Hours required"),
        _("Last entry handed in"),
        _("Entries that wait"),
        _("Waiting since"),
        _("Supervisors"),
    ]
    rows = found.of(*_understood(found, asked))
    return csv_file(f"{_('Progress')} {edition.name}", head, map(_cells, rows))


def _back(edition: Edition) -> str:
    return url_for("follow_up.progress", edition_id=edition.id)


offer("progress.csv", Offer(_l("Progress"), _back, policy.can_run, _to_fetch_later))


def _cells(row: Standing) -> Sequence[Cell]:
    user, work = row.enrolment.user, row.fieldwork
    cells: list[Cell] = [user.name, user.email, row.read, row.due, row.passed, row.due_quizzes]
    if work is None:
        return [*cells, *[None] * 8]
    minutes = (work.submitted, work.approved, work.expected, work.required)
    return [
        *cells,
        *((Decimal(one) / 60).quantize(Decimal("0.01")) for one in minutes),
        work.last_on,
        work.waiting,
        work.since.date() if work.since else None,
        ", ".join(who.name for who in row.supervisors),
    ]


def _the_edition_i_run(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    return edition


def _asked(found: Progress) -> tuple[str, int | None]:
    return _understood(found, request.args)


def _understood(found: Progress, asked: Asked) -> tuple[str, int | None]:
    """`show=silent&supervisor=7`; whatever names nothing here is no page."""
    group, raw = asked.get("show", ""), asked.get("supervisor", "")
    if group and group not in GROUPS:
        abort(404)
    if not raw:
        return group, None
    known = {str(desk.supervisor.id): desk.supervisor.id for desk in found.desks}
    return group, known[raw] if raw in known else abort(404)


def _first(count: int) -> int:
    raw = request.args.get("from", "0")
    if not (raw.isascii() and raw.isdigit() and len(raw) < 6):  # noqa: PLR2004  # no edition has so many
        abort(404)
    first = int(raw)
    return first if first == 0 or first < count else abort(404)
