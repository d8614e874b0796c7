"""What is new since the reader was here last: what is meant for them first, the rest last."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import Row, Select

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import Blanks, db
from lms.forum import noting, unread, waiting
from lms.forum.models import Post, Topic
from lms.forum.views import bp
from lms.forum.views.paging import cursor, cursor_of
from lms.forum.waiting import Part
from lms.spaces.readers import Reader, this_reader

PAGE, FEW = 30, 10


class Block(NamedTuple):
    """(topic, unread posts, number of the first), and where there are more of them."""

    name: Part
    rows: Sequence[Row[Topic, int, int]]
    more: str | None


@bp.get("/forum/catch-up")
@open_to(Audience.MEMBERS)
def catch_up() -> ResponseReturnValue:
    """All blocks with their newest, or page after page of one, with `of=rest`."""
    reader, alone = this_reader(), request.args.get("of", "")
    if alone and alone not in list(Part):
        abort(400)
    parts = [Part(alone)] if alone else list(Part)
    blocks = [_block(part, reader, PAGE if alone else FEW) for part in parts]
    return render_template(
        "forum/catch_up.html",
        mentions=[] if alone else _few(*unread.mentions_of(reader, most=FEW)),
        answers=[] if alone else _few(*unread.answers_to(reader, most=FEW)),
        blocks=[block for block in blocks if block.rows],
        alone=alone,
        now=clock.now(),
    )


def _few(query: Select[Post], blanks: Blanks) -> Sequence[Post]:
    return db.session.scalars(query, blanks).all()


def _block(part: Part, reader: Reader, most: int) -> Block:
    rows = db.session.execute(*waiting.topics(part, reader, me(), before=cursor(), most=most)).all()
    more = None
    if len(rows) > most:
        more = url_for(".catch_up", of=part.value, before=cursor_of(rows[most - 1][0]))
    return Block(part, rows[:most], more)


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
    left = waiting.count(this_reader(), me(), _until(until))
    if not left:
        return redirect(url_for(".catch_up"), 303)
    return render_template("forum/still_unread.html", left=left, until=until)


def _until(written: str) -> datetime:
    try:
        until = datetime.fromisoformat(written)
    except ValueError:
        abort(400)
    return until if until.tzinfo else abort(400)
