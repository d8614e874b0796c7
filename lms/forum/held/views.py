"""What waits for a look: its author changes it or takes it back; who leads the space decides."""

import re
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, markdown
from lms.accounts.access import Audience, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.forum.along import CannotStandError, what_waits
from lms.forum.forms import RevisionForm
from lms.forum.held import actions, queries
from lms.forum.held.actions import ChangedMeanwhileError, StandsAlreadyError
from lms.forum.held.forms import HeldTopicForm, LookForm
from lms.forum.held.models import HeldWriting
from lms.forum.views import bp
from lms.forum.views.writing import place_of
from lms.spaces.readers import this_reader

QUEUE = "/forum/reports"


@bp.get("/forum/held/<int:held_id>/edit")
@open_to(Audience.MEMBERS)
def edit_held(held_id: int) -> ResponseReturnValue:
    row = _mine(held_id)
    if row.post_id is not None:
        return redirect(url_for(".permalink", post_id=row.post_id), 303)
    return _edit_page(row, _form(row, body=row.body, title=row.title))


@bp.post("/forum/held/<int:held_id>/revisions")
@open_to(Audience.MEMBERS)
def change_held(held_id: int) -> ResponseReturnValue:
    row = _mine_to_change(held_id)
    form = _form(row)
    if not form.accepted():
        return _edit_page(row, form), 422
    title = form.title.data if isinstance(form, HeldTopicForm) else ""
    try:
        actions.change(row, title=title or "", body=form.body.data or "", at=clock.now())
    except StandsAlreadyError:
        form.body.errors = [_("It has become a post meanwhile. Change it there.")]
        return _edit_page(row, form), 422
    drafts_done(_draft_of(row))
    flash(_("Kept. It waits for a look."))
    return redirect(place_of(row, row.place.slug), 303)


@bp.post("/forum/held/<int:held_id>/withdrawal")
@open_to(Audience.MEMBERS)
def take_back_held(held_id: int) -> ResponseReturnValue:
    row = _mine_to_change(held_id)
    try:
        actions.take_back(row)
    except StandsAlreadyError:
        flash(_("It has become a post meanwhile. You can remove it there."))
        return redirect(url_for(".permalink", post_id=row.post_id), 303)
    flash(_("Taken back. Nobody reads it."))
    return redirect(place_of(row, row.place.slug), 303)


def _mine(held_id: int) -> HeldWriting:
    return db.find_or_404(queries.of_author(held_id, me()))


def _mine_to_change(held_id: int) -> HeldWriting:
    return db.find_or_404(queries.held(queries.of_author(held_id, me())))


def _form(row: HeldWriting, **filled_in: Any) -> RevisionForm:
    return RevisionForm(**filled_in) if row.topic_id else HeldTopicForm(**filled_in)


def _edit_page(row: HeldWriting, form: RevisionForm) -> str:
    return render_template(
        "forum/held/edit.html",
        held=row,
        form=form,
        along=what_waits(me(), row.key, row.waits),
        draft_key=_draft_of(row),
    )


def _draft_of(row: HeldWriting) -> str:
    return f"{me().id}:held-{row.id}"


@bp.get("/forum/held/<int:held_id>/decision")
@open_to(Audience.MEMBERS)
def look_at_held(held_id: int) -> ResponseReturnValue:
    row = db.find_or_404(queries.to_decide(held_id, this_reader()))
    if row.post_id is not None:
        return redirect(url_for(".permalink", post_id=row.post_id), 303)
    return _look_page(row, LookForm())


@bp.post("/forum/held/<int:held_id>/decisions")
@open_to(Audience.MEMBERS)
def decide_held(held_id: int) -> ResponseReturnValue:
    query = queries.held(queries.to_decide(held_id, this_reader()))
    row, form = db.find_or_404(query), LookForm()
    decide = {"released": _release, "refused": _refuse}.get(request.form.get("outcome", ""))
    if decide is None:
        abort(400)
    if not form.accepted():
        return _look_page(row, form), 422
    try:
        return decide(row, form)
    except ChangedMeanwhileError:
        fault = _("It has changed since you opened this page. Read it again before you decide.")
    except StandsAlreadyError:
        fault = _("Somebody else has let it stand meanwhile. Remove the post, if need be.")
    except CannotStandError as why:
        fault = str(why)
    form.reason.errors = [fault]
    return _look_page(row, form), 422


def _release(row: HeldWriting, form: LookForm) -> ResponseReturnValue:
    closed = row.place.closed_at or (row.topic and row.topic.closed_at)
    if closed and row.post_id is None:
        form.reason.errors = [_("Nothing new can be written there: it is closed.")]
        return _look_page(row, form), 422
    actions.release(row, seen=_seen(form), by=me(), at=clock.now())
    flash(_("It stands in the forum now."))
    return redirect(QUEUE, 303)


def _refuse(row: HeldWriting, form: LookForm) -> ResponseReturnValue:
    if not form.reason.data:
        form.reason.errors = [_("Give a reason: whoever wrote it will want to know.")]
        return _look_page(row, form), 422
    seen, reason = _seen(form), form.reason.data
    actions.refuse(row, seen=seen, reason=reason, by=me(), at=clock.now())
    flash(_("It is not let in; its author reads the reason."))
    return redirect(QUEUE, 303)


def _seen(form: LookForm) -> int:
    """A number that the page put into its form itself."""
    written = form.seen.data or ""
    return int(written) if re.fullmatch("[0-9]{1,9}", written) else abort(400)


def _look_page(row: HeldWriting, form: LookForm) -> str:
    form.seen.data = str(row.version)
    return render_template(
        "forum/held/look.html",
        held=row,
        form=form,
        shown=markdown.from_member(row.body),
        along=what_waits(row.author, row.key, row.waits),
    )
