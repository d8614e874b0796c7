from hashlib import sha256

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.db import db
from lms.editions import policy
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.follow_up.standings import Progress, is_behind, progress_in
from lms.follow_up.vocabulary import GROUP_NAMES
from lms.forms import drafts_done
from lms.messages import actions, queries, words  # noqa: F401  # `words` tells how one is announced
from lms.messages.actions import Writing
from lms.messages.forms import BEHIND, MessageForm

bp = Blueprint("messages", __name__)
MOST = 50


@bp.get("/editions/<int:edition_id>/messages")
@open_to(Audience.MEMBERS)
def sent(edition_id: int) -> ResponseReturnValue:
    """What was written to its groups, by whom and when."""
    edition = _the_edition_i_run(edition_id)
    rows = db.session.execute(queries.sent_in(edition, most=MOST)).all()
    return render_template(
        "messages/sent.html", edition=edition, rows=rows, names=GROUP_NAMES, behind=BEHIND
    )


@bp.get("/editions/<int:edition_id>/messages/new")
@open_to(Audience.MEMBERS)
def new_message(edition_id: int) -> ResponseReturnValue:
    edition = _the_edition_i_run(edition_id)
    found = progress_in(edition, clock.now(), replies=False)
    asked = {"group": request.args.get("show"), "supervisor": request.args.get("supervisor")}
    return _form_page(edition, _form(found, **asked))


@bp.post("/editions/<int:edition_id>/messages/preview")
@open_to(Audience.MEMBERS)
def preview(edition_id: int) -> ResponseReturnValue:
    """To how many it would go, before it goes."""
    edition = _the_edition_i_run(edition_id)
    found = progress_in(edition, clock.now(), replies=False)
    form = _form(found)
    if not form.accepted():
        return _form_page(edition, form), 422
    return _preview(edition, form, _receivers(found, form))


@bp.post("/editions/<int:edition_id>/messages/rewriting")
@open_to(Audience.MEMBERS)
def rewrite(edition_id: int) -> ResponseReturnValue:
    """Back to the form, with all that was written."""
    edition = _the_edition_i_run(edition_id)
    return _form_page(edition, _form(progress_in(edition, clock.now(), replies=False)))


@bp.post("/editions/<int:edition_id>/messages")
@open_to(Audience.MEMBERS)
def send(edition_id: int) -> ResponseReturnValue:
    edition, now = _the_edition_i_run(edition_id), clock.now()
    found = progress_in(edition, now, replies=False)
    form = _form(found)
    if not form.accepted():
        return _form_page(edition, form), 422
    receivers = _receivers(found, form)
    if form.shown.data != _digest(receivers) and not _is_sent(form):
        return _preview(edition, form, receivers, outdated=True), 409
    writing = Writing(
        form.key.data or "",
        form.subject.data or "",
        form.body.data or "",
        form.group.data or "",
        form.supervisor_id,
    )
    actions.send(edition, writing, receivers, by=me(), at=now)
    drafts_done(_draft_key(edition))
    number = len(receivers)
    flash(
        ngettext(
            "The message goes to %(num)s trainee.", "The message goes to %(num)s trainees.", number
        )
    )
    return redirect(url_for(".sent", edition_id=edition.id), 303)


@bp.get("/messages/<int:number>")
@open_to(Audience.MEMBERS)
def message(number: int) -> ResponseReturnValue:
    """For who got it; that they opened it is noted."""
    row, reader, now = db.find_or_404(queries.message_to(me(), number)), me(), clock.now()
    db.write_after(lambda: actions.note_reading(row, reader, at=now))
    return render_template("messages/message.html", message=row)


def _the_edition_i_run(edition_id: int) -> Edition:
    edition = the_edition(edition_id)
    allow(policy.can_run(me(), edition))
    return edition


def _form(found: Progress, **filled_in: str | None) -> MessageForm:
    return MessageForm(supervisors=[desk.supervisor for desk in found.desks], **filled_in)


def _form_page(edition: Edition, form: MessageForm) -> str:
    return render_template(
        "messages/new.html", edition=edition, form=form, draft_key=_draft_key(edition)
    )


def _is_sent(form: MessageForm) -> bool:
    twin = queries.twin_of(me(), form.key.data or "")
    return db.session.scalars(twin).one_or_none() is not None


def _draft_key(edition: Edition) -> str:
    return f"{me().id}:message-{edition.id}"


def _receivers(found: Progress, form: MessageForm) -> list[User]:
    """Those of the group, as the page of progress lists them."""
    behind = form.group.data == BEHIND
    rows = found.of("" if behind else form.group.data, form.supervisor_id)
    return [row.enrolment.user for row in rows if not behind or is_behind(row)]


def _digest(receivers: list[User]) -> str:
    numbers = " ".join(str(row.id) for row in sorted(receivers, key=lambda row: row.id))
    return sha256(numbers.encode()).hexdigest()


def _preview(
    edition: Edition, form: MessageForm, receivers: list[User], *, outdated: bool = False
) -> str:
    form.shown.data = _digest(receivers)
    return render_template(
        "messages/preview.html",
        edition=edition,
        form=form,
        receivers=receivers,
        outdated=outdated,
    )
