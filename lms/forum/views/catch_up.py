"""What is new since the reader was here last: answers to them first, then what they follow."""

from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forum import noting, unread
from lms.forum.views import bp
from lms.forum.views.paging import cursor, cursor_of
from lms.spaces.readers import this_reader

ANSWERS, FOLLOWED, NEW = 10, 30, 15


@bp.get("/forum/catch-up")
@open_to(Audience.MEMBERS)
def catch_up() -> ResponseReturnValue:
    reader, person = this_reader(), me()
    answers = db.session.scalars(unread.answers_to(reader, person).limit(ANSWERS)).all()
    rows = db.session.execute(
        unread.page_of(unread.followed(reader, person), cursor(), FOLLOWED)
    ).all()
    new = db.session.scalars(unread.never_opened(reader, person).limit(NEW)).all()
    older = None
    if len(rows) > FOLLOWED:
        older = url_for(".catch_up", before=cursor_of(rows[FOLLOWED - 1][0]))
    return render_template(
        "forum/catch_up.html",
        answers=answers,
        followed=rows[:FOLLOWED],
        new=new,
        older=older,
        now=clock.now(),
    )


@bp.post("/forum/catch-up/reading")
@open_to(Audience.MEMBERS)
def read_all() -> ResponseReturnValue:
    """What the page knew of; what came since stands there afterwards. The newest are first."""
    until = _until(request.form.get("until", ""))
    if noting.note_read(this_reader(), me(), until=until):
        return redirect(url_for(".still_unread", until=until.isoformat()), 303)
    flash(_("All of it counts as read."))
    return redirect(url_for(".catch_up"), 303)


@bp.get("/forum/catch-up/reading/<until>")
@open_to(Audience.MEMBERS)
def still_unread(until: str) -> ResponseReturnValue:
    """How much is left of what one click does not get through."""
    left = unread.count_waiting(this_reader(), me(), _until(until))
    if not left:
        return redirect(url_for(".catch_up"), 303)
    return render_template("forum/still_unread.html", left=left, until=until)


def _until(written: str) -> datetime:
    try:
        until = datetime.fromisoformat(written)
    except ValueError:
        abort(400)
    return until if until.tzinfo else abort(400)
