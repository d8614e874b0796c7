from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.class_sessions import actions, policy
from lms.class_sessions.forms import CancellationForm, SessionForm
from lms.class_sessions.lines import line_of
from lms.class_sessions.models import ClassSession, Kind
from lms.class_sessions.telling import tell_of_change
from lms.class_sessions.times import readers_zone
from lms.class_sessions.views import bp
from lms.class_sessions.views.finding import the_edition_i_plan, the_session
from lms.editions.class_days import planned_days
from lms.editions.models import Edition


@bp.get("/editions/<int:edition_id>/sessions/<int:number>")
@open_to(Audience.MEMBERS)
def session(edition_id: int, number: int) -> ResponseReturnValue:
    """Where a session stands in the timetable, whichever week it was moved to."""
    row = the_session(edition_id, number)
    week = row.starts_at.astimezone(readers_zone()).date().isoformat()
    address = url_for(".timetable", edition_id=edition_id, week=week, _anchor=f"session-{row.id}")
    return redirect(address, 303)


@bp.get("/editions/<int:edition_id>/sessions/new")
@open_to(Audience.MEMBERS)
def new_session(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_i_plan(edition_id)
    form = _form(edition)
    form.day.data, form.kind.data = request.args.get("day", ""), Kind.CLASS.value
    return _page(edition, form)


@bp.post("/editions/<int:edition_id>/sessions")
@open_to(Audience.MEMBERS)
def create_session(edition_id: int) -> ResponseReturnValue:
    edition = the_edition_i_plan(edition_id)
    form = _form(edition)
    if not form.accepted():
        return _page(edition, form), 422
    row = actions.add(edition, form.details(), at=clock.now())
    flash(_("The session is in the timetable."))
    return redirect(url_for(".session", edition_id=edition.id, number=row.id), 303)


@bp.get("/editions/<int:edition_id>/sessions/<int:number>/edit")
@open_to(Audience.MEMBERS)
def edit_session(edition_id: int, number: int) -> ResponseReturnValue:
    row = _the_session_i_change(edition_id, number)
    form = _form(row.edition, row)
    form.fill_from(row)
    return _page(row.edition, form, session=row)


@bp.post("/editions/<int:edition_id>/sessions/<int:number>")
@open_to(Audience.MEMBERS)
def change_session(edition_id: int, number: int) -> ResponseReturnValue:
    row = _the_session_i_change(edition_id, number)
    form = _form(row.edition, row)
    if not form.accepted():
        return _page(row.edition, form, session=row), 422
    was, version, now = row.starts_at, row.version, clock.now()
    try:
        actions.change(row, form.details(), seen=form.seen, at=now)
    except actions.ChangedMeanwhileError:
        form.version.data = str(row.version)
        theirs = line_of(row, row.zone)
        return _page(row.edition, form, session=row, theirs=theirs), 409
    if row.version != version:
        tell_of_change(row, was=was, at=now)
    flash(_("The session is changed."))
    return redirect(url_for(".session", edition_id=edition_id, number=row.id), 303)


@bp.get("/editions/<int:edition_id>/sessions/<int:number>/cancellation")
@open_to(Audience.MEMBERS)
def new_cancellation(edition_id: int, number: int) -> ResponseReturnValue:
    return _cancellation(_the_session_i_change(edition_id, number), CancellationForm())


@bp.post("/editions/<int:edition_id>/sessions/<int:number>/cancellation")
@open_to(Audience.MEMBERS)
def cancel_session(edition_id: int, number: int) -> ResponseReturnValue:
    row = the_session(edition_id, number)
    allow(policy.can_plan(me(), row.edition))
    form = CancellationForm()
    if not form.accepted():
        return _cancellation(row, form), 422
    version, now = row.version, clock.now()
    actions.cancel(row, why=form.why.data or "", at=now)
    if row.version != version:
        tell_of_change(row, was=row.starts_at, at=now)
    flash(_("The session is cancelled. It stays in the timetable with its reason."))
    return redirect(url_for(".session", edition_id=edition_id, number=row.id), 303)


@bp.post("/editions/<int:edition_id>/sessions/<int:number>/reinstatement")
@open_to(Audience.MEMBERS)
def reinstate_session(edition_id: int, number: int) -> ResponseReturnValue:
    row = the_session(edition_id, number)
    allow(policy.can_plan(me(), row.edition))
    version, now = row.version, clock.now()
    actions.reinstate(row, at=now)
    if row.version != version:
        tell_of_change(row, was=row.starts_at, at=now)
    flash(_("The session takes place after all."))
    return redirect(url_for(".session", edition_id=edition_id, number=row.id), 303)


def _the_session_i_change(edition_id: int, number: int) -> ClassSession:
    row = the_session(edition_id, number)
    allow(policy.can_change(me(), row))
    return row


def _cancellation(row: ClassSession, form: CancellationForm) -> str:
    line = line_of(row, readers_zone())
    return render_template("class_sessions/cancellation.html", line=line, form=form)


def _form(edition: Edition, row: ClassSession | None = None) -> SessionForm:
    zone = row.zone if row else ZoneInfo(edition.time_zone)
    days = planned_days(edition)
    return SessionForm(edition=edition, days=days, zone=zone)


def _page(edition: Edition, form: SessionForm, **more: object) -> str:
    context = {"session": None, "theirs": None, **more}
    return render_template("class_sessions/session.html", edition=edition, form=form, **context)
