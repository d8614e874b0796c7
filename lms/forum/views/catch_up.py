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
    """(topic, unread posts, number of the first), and where there are more, if there are."""

    name: Part
    rows: Sequence[Row[Topic, int, int]]
    more: str | None


@bp.get("/forum/catch-up")
@open_to(Audience.MEMBERS)
def catch_up() -> ResponseReturnValue:
    """All blocks, where countries take turns, or one page after page, with `of=rest`."""
    reader, alone = this_reader(), request.args.get("of", "")
    if alone and alone not in list(Part):
        abort(400)
    parts = [Part(alone)] if alone else list(Part)
    block = _page_of if alone else _few_of
    blocks = [block(part, reader) for part in parts]
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


def _few_of(part: Part, reader: Reader) -> Block:
    """Where all have room, or else on pages of their own, the newest comes first."""
    query = waiting.by_turns(part, reader, me(), at=clock.now(), most=FEW)
    rows = db.session.execute(*query).all()
    if len(rows) > FEW:
        return Block(part, rows[:FEW], url_for(".catch_up", of=part.value))
    return Block(part, sorted(rows, key=_newest_post, reverse=True), None)


def _newest_post(row: Row[Topic, int, int]) -> datetime:
    return row[0].bumped_at


def _page_of(part: Part, reader: Reader) -> Block:
    query = waiting.topics(part, reader, me(), before=cursor(), most=PAGE)
    rows, more = db.session.execute(*query).all(), None
    if len(rows) > PAGE:
        more = url_for(".catch_up", of=part.value, before=cursor_of(rows[PAGE - 1][0]))
    return Block(part, rows[:PAGE], more)


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
