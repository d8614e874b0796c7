"""What the addresses of fieldwork name, found as the reader may see it; 404 otherwise."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.content import library
from lms.db import db
from lms.evidence.views import beside_entry
from lms.forms import drafts_done
from lms.i18n import show_date, show_hours
from lms.logbook import queries as logbook_queries
from lms.logbook.duration import written
from lms.logbook.finding import hours, uuid_or_400
from lms.logbook.models import LogEntry, Review
from lms.logbook.pace import pace
from lms.logbook.states import IllegalTransitionError
from lms.logbook.vocabulary import ACTIVITIES, words
from lms.placements import policy
from lms.placements.calendar import Stretch, stretch_number, stretches_of
from lms.placements.finding import local_today, utc_today
from lms.placements.waiting import Waiting, count_waiting, waiting_after
from lms.reviews import actions, queries
from lms.reviews.forms import DecisionForm

bp = Blueprint("reviews", __name__)
bp.context_processor(words)


def the_entry_to_review(entry_id: UUID) -> LogEntry:
    entry = db.find_or_404(queries.waiting_entry(me(), entry_id, on=utc_today()))
    allow(policy.can_review(me(), entry.placement, on=utc_today()))
    return entry


PAGE = 50


@bp.get("/reviews")
@open_to(Audience.MEMBERS)
def review_queue() -> ResponseReturnValue:
    """Entries, and what other features know of; one list, one order."""
    today, after = utc_today(), _cursor()
    entries, _since = db.session.execute(queries.count_waiting(me(), on=today)).one()
    found = queries.queue(me(), on=today, after=after, most=PAGE)
    rows = [_row(entry) for entry in db.session.scalars(found).unique()]
    rows = sorted([*rows, *waiting_after(me(), today, after, PAGE + 1)], key=lambda row: row.place)
    return render_template(
        "reviews/queue.html",
        rows=rows[:PAGE],
        waiting=entries + count_waiting(me(), today),
        ages={row.id: clock.working_days(row.since.date(), today) for row in rows},
        later=url_for(".review_queue", after=_mark(rows[PAGE - 1])) if len(rows) > PAGE else None,
    )


def _row(entry: LogEntry) -> Waiting:
    assert entry.current is not None  # noqa: S101  # the queue holds what was handed in
    assert entry.submitted_at is not None  # noqa: S101
    day, minutes = show_date(entry.activity_date), show_hours(entry.minutes)
    return Waiting(
        again=entry.times_returned > 0,
        since=entry.submitted_at,
        id=entry.id,
        person=entry.placement.enrolment.user.name,
        title=str(ACTIVITIES[entry.current.activity]),
        detail=f"{day} · {minutes} · {entry.placement.project.name}",
        text=entry.current.facts,
        href=url_for(".review", entry_id=entry.id),
        notes=(_("you asked"),) if entry.state == "queried" else (),
    )


@bp.get("/reviews/<uuid:entry_id>")
@open_to(Audience.MEMBERS)
def review(entry_id: UUID) -> ResponseReturnValue:
    entry = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=entry.minutes, version=str(entry.current_id))
    form.hours.data = written(entry.minutes)
    return _desk(entry, form)


@bp.post("/reviews/<uuid:entry_id>/approval")
@open_to(Audience.MEMBERS)
def approve(entry_id: UUID) -> ResponseReturnValue:
    entry = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=entry.minutes)
    if not form.accepted():
        return _desk(entry, form), 422
    return _decided(
        entry,
        form,
        lambda version: actions.approve(
            entry,
            version=version,
            by=me(),
            minutes=form.minutes,
            comment=form.comment.data or "",
            at=clock.now(),
        ),
        _("Approved: %(hours)s count.", hours=show_hours(form.minutes)),
    )


@bp.post("/reviews/<uuid:entry_id>/return")
@open_to(Audience.MEMBERS)
def return_entry(entry_id: UUID) -> ResponseReturnValue:
    entry = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=entry.minutes, needs_comment=True)
    if not form.accepted():
        return _desk(entry, form), 422
    return _decided(
        entry,
        form,
        lambda version: actions.return_entry(
            entry, version=version, by=me(), reason=form.comment.data or "", at=clock.now()
        ),
        _("Returned. The trainee sees your reason."),
    )


@bp.post("/reviews/<uuid:entry_id>/query")
@open_to(Audience.MEMBERS)
def query(entry_id: UUID) -> ResponseReturnValue:
    entry = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=entry.minutes, needs_comment=True)
    if not form.accepted():
        return _desk(entry, form), 422
    return _decided(
        entry,
        form,
        lambda version: actions.query(
            entry, version=version, by=me(), question=form.comment.data or "", at=clock.now()
        ),
        _("Asked. The entry stays in your queue."),
    )


def _decided(
    entry: LogEntry, form: DecisionForm, decide: Callable[[UUID], Review], done: str
) -> ResponseReturnValue:
    """Decide and go on to the next entry; a changed or already decided one is shown again."""
    try:
        decide(uuid_or_400(form.version.data))
    except (actions.UnseenVersionError, IllegalTransitionError):
        entry_id = entry.id
        db.session.expire(entry)
        return _desk(the_entry_to_review(entry_id), form, changed=True), 409
    except actions.EvidencePendingError:
        told = _("Photos or papers have not arrived. Wait, or say why they are not needed.")
        form.form_errors.append(told)
        return _desk(entry, form), 422
    flash(done)
    drafts_done(f"{me().id}:review-{form.version.data}")
    following = db.session.scalars(queries.queue(me(), on=utc_today(), most=2)).unique().all()
    after = next((row for row in following if row.id != entry.id), None)
    return redirect(
        url_for(".review", entry_id=after.id) if after else url_for(".review_queue"), 303
    )


def _desk(entry: LogEntry, form: DecisionForm, *, changed: bool = False) -> str:
    placement, total = entry.placement, hours(entry.placement)
    if changed:
        form.version.data = str(entry.current_id)
    return render_template(
        "reviews/desk.html",
        entry=entry,
        placement=placement,
        form=form,
        changed=changed,
        reviews=db.session.scalars(logbook_queries.reviews_of(entry)).all(),
        hours=total,
        pace=pace(placement, total.submitted, local_today(placement)),
        stretch=_stretch(entry),
        framework=library().framework,
        age=_age(entry),
        evidence=beside_entry(entry),
    )


def _stretch(entry: LogEntry) -> Stretch:
    """The week or month that the entry belongs to."""
    placement = entry.placement
    return stretches_of(placement)[stretch_number(placement, entry.activity_date) - 1]


def _age(entry: LogEntry) -> int:
    """Working days this entry has waited."""
    if entry.submitted_at is None:
        return 0
    return clock.working_days(entry.submitted_at.date(), utc_today())


def _cursor() -> tuple[bool, datetime, UUID] | None:
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
