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
    """All that the page knew of; what came since stands there afterwards."""
    try:
        until = datetime.fromisoformat(request.form.get("until", ""))
    except ValueError:
        abort(400)
    if until.tzinfo is None:
        abort(400)
    noting.note_all_read(this_reader(), me(), until=until)
    flash(_("All of it counts as read."))
    return redirect(url_for(".catch_up"), 303)
