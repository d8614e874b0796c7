"""Decisions on one entry, and what is read after them."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.i18n import show_hours
from lms.logbook.finding import uuid_or_400
from lms.logbook.models import LogEntry, LogEntryVersion, Review
from lms.logbook.states import IllegalTransitionError
from lms.placements.finding import utc_today
from lms.reviews import actions, openings, queries
from lms.reviews.forms import DecisionForm
from lms.reviews.views import bp
from lms.reviews.views.desk import FETCHED_AHEAD, desk_page
from lms.reviews.views.finding import Found, mark_of, the_entry_to_review
from lms.reviews.wanted import wanted

STAYS: Final = "stays"
"""What a script says in FETCHED_AHEAD that has gone on and needs no page."""


@bp.post("/reviews/<uuid:entry_id>/approval")
@open_to(Audience.MEMBERS)
def approve(entry_id: UUID) -> ResponseReturnValue:
    """Sent again, because the answer was lost, it is the same approval."""
    found = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=found.entry.minutes)
    if not form.accepted():
        return desk_page(found, form), 422
    entry, done = found.entry, _("Approved: %(hours)s count.", hours=show_hours(form.minutes))
    said: dict[str, Any] = {"by": me(), "minutes": form.minutes, "comment": form.comment.data or ""}
    if actions.was_said(entry, version=uuid_or_400(form.version.data), **said):
        return _went_through(entry, form, done)
    said["at"] = clock.now()
    return _decided(
        found, form, lambda version: actions.approve(entry, version=version, **said), done
    )


@bp.post("/reviews/<uuid:entry_id>/return")
@open_to(Audience.MEMBERS)
def return_entry(entry_id: UUID) -> ResponseReturnValue:
    return _with_a_reason(
        entry_id, actions.return_entry, _("Returned. The trainee sees your reason.")
    )


@bp.post("/reviews/<uuid:entry_id>/query")
@open_to(Audience.MEMBERS)
def query(entry_id: UUID) -> ResponseReturnValue:
    return _with_a_reason(entry_id, actions.query, _("Asked. The entry stays in your queue."))


def _with_a_reason(entry_id: UUID, decide: Callable[..., Review], done: str) -> ResponseReturnValue:
    """What the trainee cannot act on without words."""
    found = the_entry_to_review(entry_id)
    form = DecisionForm(minutes_of_entry=found.entry.minutes, needs_comment=True)
    if not form.accepted():
        return desk_page(found, form), 422
    said = {"by": me(), "reason": form.comment.data or "", "at": clock.now()}
    return _decided(found, form, lambda version: decide(found.entry, version=version, **said), done)


def _decided(
    found: Found, form: DecisionForm, decide: Callable[[UUID], Review], done: str
) -> ResponseReturnValue:
    """Decide and go on to the next entry; a changed or already decided one is shown again."""
    entry, version = found.entry, uuid_or_400(form.version.data)
    try:
        decide(version)
    except (actions.UnseenVersionError, actions.TooLateError, IllegalTransitionError):
        return _changed_meanwhile(entry, form, version), 409
    except actions.EvidencePendingError:
        told = _("Photos or papers have not arrived. Wait, or say why they are not needed.")
        form.form_errors.append(told)
        return desk_page(found, form), 422
    return _went_through(entry, form, done)


def _went_through(entry: LogEntry, form: DecisionForm, done: str) -> ResponseReturnValue:
    drafts_done(f"{me().id}:review-{form.version.data}")
    undo = url_for(".undo_approval", entry_id=entry.id, **wanted().args)
    return _answer(done, _next(entry), undo if entry.state == "approved" else "")


def _answer(done: str, after: str, undo: str) -> ResponseReturnValue:
    """A page leads on. The script of the desk is told where to, and what to say if it has that.

    One that went on by itself says that it stays, wherever this would lead.
    """
    shown = request.headers.get(FETCHED_AHEAD, "")
    if shown == STAYS or urlsplit(shown).path == urlsplit(after).path:
        return jsonify(said=done, next=after, undo=undo)
    flash(done)
    if undo:
        flash(undo, "undo")
    if request.accept_mimetypes.best == "application/json":
        return jsonify(next=after)
    return redirect(after, 303)


@bp.post("/reviews/<uuid:entry_id>/undo")
@open_to(Audience.MEMBERS)
def undo_approval(entry_id: UUID) -> ResponseReturnValue:
    """One's own approval, within seconds."""
    entry = the_entry_to_review(entry_id).entry
    try:
        actions.undo(entry, by=me(), at=clock.now())
    except actions.TooLateError:
        flash(_("Too late to undo. You can open the entry again with a reason."))
    else:
        flash(_("The approval is taken back. The entry waits again."))
    return redirect(url_for(".review", entry_id=entry_id, **wanted().args), 303)


@bp.post("/reviews/<uuid:entry_id>/opening")
@open_to(Audience.MEMBERS)
def open_entry(entry_id: UUID) -> ResponseReturnValue:
    """For a page that was fetched ahead: it is read only now."""
    the_entry_to_review(entry_id)
    openings.note(entry_id, by=me(), at=clock.now())
    return jsonify(opened=True)


def _changed_meanwhile(entry: LogEntry, form: DecisionForm, version: UUID) -> str:
    """What was read stands beside what stands there now; what was typed is still in the form."""
    number = entry.id
    db.session.expire(entry)
    found = the_entry_to_review(number)
    form.version.data = str(found.entry.current_id)
    read = db.session.get(LogEntryVersion, version)
    return desk_page(found, form, read=read if read and read.entry_id == number else None)


def _next(entry: LogEntry) -> str:
    """The next entry that nobody has answered, else the list."""
    part = wanted()
    rows = db.session.execute(
        *queries.next_unread(me(), mark_of(entry), on=utc_today(), part=part)
    ).all()
    if not rows:
        return url_for(".review_queue", **part.args)
    number = next((row[1] for row in rows if row[0] == "after"), rows[0][1])
    return url_for(".review", entry_id=number, **part.args)
