"""Begin a decision: choose how it is found, then say what it is about."""

from datetime import time, timedelta
from uuid import uuid4

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.class_sessions.times import offset, readers_zone
from lms.decisions import actions, waiting
from lms.decisions.forms.beginning import FORMS, BeginningForm
from lms.decisions.models import Method
from lms.decisions.views import bp
from lms.forms import drafts_done
from lms.forum.actions import PostedAlreadyError, TooManyPostsError
from lms.forum.held.actions import TooManyWaitingError
from lms.forum.views.writing import key_of, refused, sentence_of, told_of
from lms.spaces import policy as spaces
from lms.spaces.finding import the_space
from lms.spaces.models import Space
from lms.spaces.readers import Reader, this_reader

USUAL_DAYS, USUAL_HOUR = 7, time(18)


@bp.get("/forum/<slug>/decisions/new")
@open_to(Audience.MEMBERS)
def choose_method(slug: str) -> ResponseReturnValue:
    return render_template("decisions/choose_method.html", space=_where(slug))


@bp.get("/forum/<slug>/decisions/new/<name>")
@open_to(Audience.MEMBERS)
def new_decision(slug: str, name: str) -> ResponseReturnValue:
    space, zone = _where(slug), readers_zone()
    day = clock.now().astimezone(zone).date() + timedelta(days=USUAL_DAYS)
    usual = {"language": me().language, "closes_on": day, "closes_at": USUAL_HOUR}
    return _page(space, _form(name)(zone=zone, **usual))


@bp.post("/forum/<slug>/decisions/<name>")
@open_to(Audience.MEMBERS)
def begin(slug: str, name: str) -> ResponseReturnValue:
    space, reader, form = _where(slug), this_reader(), _form(name)(zone=readers_zone())
    if not form.accepted():
        return _page(space, form), 422
    try:
        address = _begun(space, form, reader)
    except (PostedAlreadyError, TooManyPostsError, TooManyWaitingError) as fault:
        form.body.errors = [sentence_of(fault)]
        form.key.data = str(uuid4())
        return _page(space, form), *refused(fault)
    drafts_done(_draft_of(space))
    return redirect(address, 303)


def _begun(space: Space, form: BeginningForm, reader: Reader) -> str:
    """The page of its topic, or where it waits for a look."""
    wanted, now = form.beginning(key_of(form)), clock.now()
    row = waiting.keep_back(space, wanted, reader, at=now)
    if row is not None:
        return told_of(row, space)
    topic = actions.begin(space, wanted, by=me(), at=now)
    return url_for("forum.topic", topic_id=topic.id)


def _where(slug: str) -> Space:
    reader = this_reader()
    space = the_space(slug, reader)
    allow(spaces.can_write(reader, space))
    return space


def _form(name: str) -> type[BeginningForm]:
    return FORMS[Method(name)] if name in list(Method) else abort(404)


def _page(space: Space, form: BeginningForm) -> str:
    return render_template(
        "decisions/new_decision.html",
        space=space,
        form=form,
        clock_shows=offset(clock.now(), form.zone),
        draft_key=_draft_of(space),
    )


def _draft_of(space: Space) -> str:
    return f"{me().id}:decision-{space.slug}"
