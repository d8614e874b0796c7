"""What is shown on the wall of the room: the code of this minute."""

from datetime import datetime

import segno
from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.views.links import public
from lms.class_sessions import check_in, queries
from lms.class_sessions.check_in import Window
from lms.class_sessions.lines import line_of
from lms.class_sessions.models import ClassSession
from lms.class_sessions.times import readers_zone
from lms.class_sessions.views import bp
from lms.class_sessions.views.finding import the_session_i_hold
from lms.db import db

SOONEST = 5  # seconds: a page that reloads more often is no page


@bp.get("/editions/<int:edition_id>/sessions/<int:number>/code")
@open_to(Audience.MEMBERS)
def code(edition_id: int, number: int) -> ResponseReturnValue:
    """The code, large, while check-in is open; before that when it opens, after it how it went."""
    session, now = _the_session_with_code(edition_id, number), clock.now()
    window = check_in.window_of(session, now)
    address = public(url_for(".check_in_page", number=session.id))
    return render_template(
        "class_sessions/code.html",
        edition=session.edition,
        line=line_of(session, readers_zone()),
        window=window,
        code=_code(session, now),
        seconds=_seconds(session, now),
        here=db.session.scalar(queries.count_marked(session)),
        all=db.session.scalar(queries.count_trainees(session.edition)),
        opens_at=check_in.opens_at(session),
        closes_at=check_in.closes_at(session),
        reader=readers_zone(),
        address=address,
        qr=_qr(address),
    )


@bp.get("/editions/<int:edition_id>/sessions/<int:number>/code.json")
@open_to(Audience.MEMBERS)
def code_json(edition_id: int, number: int) -> ResponseReturnValue:
    """The same for the script of that page, so that it need not load again every minute."""
    session, now = _the_session_with_code(edition_id, number), clock.now()
    return {
        "window": check_in.window_of(session, now),
        "code": _code(session, now),
        "seconds": _seconds(session, now),
        "here": db.session.scalar(queries.count_marked(session)),
    }


def _the_session_with_code(edition_id: int, number: int) -> ClassSession:
    session = the_session_i_hold(edition_id, number)
    if not session.has_check_in or session.cancelled_at is not None:
        abort(404)
    return session


def _code(session: ClassSession, now: datetime) -> str:
    is_open = check_in.window_of(session, now) is Window.OPEN
    return check_in.code_at(session, now) if is_open else ""


def _seconds(session: ClassSession, now: datetime) -> int:
    """Until the page has something else to show; 0 when it has not."""
    window = check_in.window_of(session, now)
    if window is Window.OPEN:
        return check_in.seconds_left(now)
    waits = int((check_in.opens_at(session) - now).total_seconds()) + 1
    return max(waits, SOONEST) if window is Window.EARLY else 0


def _qr(address: str) -> Markup:
    """The address of the page where the code is typed; the code itself has to be read."""
    title = _("QR code: %(address)s", address=address)
    drawn = segno.make_qr(address, error="m", boost_error=True).svg_inline(
        border=3, dark="#1d2236", light="#fff", omitsize=True, title=title, svgclass="room-qr"
    )
    return Markup(drawn)  # noqa: S704  # segno escapes the title; the rest is a path
