"""The trainee's side of check-in: one session, in its window, with the code of the room."""

from datetime import datetime, timedelta

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from lms import clock
from lms.accounts import throttle
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.class_sessions import check_in, marking, queries
from lms.class_sessions.check_in import Window
from lms.class_sessions.forms import CheckInForm
from lms.class_sessions.lines import line_of
from lms.class_sessions.models import ClassSession
from lms.class_sessions.times import readers_zone
from lms.class_sessions.views import bp
from lms.db import db
from lms.editions.models import Enrolment

TRIES, WITHIN = 10, timedelta(minutes=5)


@bp.get("/sessions/<int:number>/check-in")
@open_to(Audience.MEMBERS)
def check_in_page(number: int) -> ResponseReturnValue:
    return _page(*_mine(number), CheckInForm(), clock.now())


@bp.post("/sessions/<int:number>/check-in")
@open_to(Audience.MEMBERS)
def check_in_now(number: int) -> ResponseReturnValue:
    """Present or late, once; a try that fails is counted, so that nobody guesses."""
    session, trainee = _mine(number)
    form, now = CheckInForm(), clock.now()
    if not _is_open(session, now):
        return _page(session, trainee, form, now), 409
    tries = throttle.count("check-in", {f"account {me().id}": TRIES}, window=WITHIN, at=now)
    if not (form.accepted() and _fits(form, session, now)):
        return _page(session, trainee, form, now), 422
    throttle.forget(tries)
    mark = marking.check_in_with_code(session, trainee, at=now)
    if mark.marked_at == now:
        flash(_("You are checked in."))
    return redirect(url_for(".check_in_page", number=session.id), 303)


def _mine(number: int) -> tuple[ClassSession, Enrolment]:
    """Where the reader is a trainee, and the session asks for a code."""
    row = db.session.execute(queries.to_check_in(me(), number)).one_or_none()
    if row is None:
        raise NotFound
    return row[0], row[1]


def _is_open(session: ClassSession, now: datetime) -> bool:
    return session.cancelled_at is None and check_in.window_of(session, now) is Window.OPEN


def _fits(form: CheckInForm, session: ClassSession, now: datetime) -> bool:
    if check_in.fits(session, form.code.data or "", now):
        return True
    form.code.errors = [_("This is not the code on the screen now. It changes every minute.")]
    return False


def _page(session: ClassSession, trainee: Enrolment, form: CheckInForm, now: datetime) -> str:
    return render_template(
        "class_sessions/check_in.html",
        line=line_of(session, readers_zone()),
        mark=db.session.scalars(queries.mark_of(session, trainee)).one_or_none(),
        form=form,
        window=check_in.window_of(session, now),
        opens_at=check_in.opens_at(session),
        closes_at=check_in.closes_at(session),
        late_after=session.starts_at + check_in.LATE_AFTER,
        reader=readers_zone(),
    )
