from collections.abc import Collection

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from lms.accounts.access import Audience, open_to
from lms.accounts.guessing import guessable
from lms.accounts.models import User
from lms.accounts.session import me, me_or_none
from lms.db import db
from lms.following import (
    actions,
    mails,  # noqa: F401  # it tells of posts at once
    queries,
    reminders,  # noqa: F401  # it tells the mail of the day
    stopping,
)
from lms.following.stopping import Stop
from lms.following.vocabulary import OF_SPACES, OF_TOPICS, REASONS
from lms.forms import without_form_token
from lms.forum import levels
from lms.forum.levels import Hears
from lms.forum.models import Level
from lms.forum.views.finding import the_topic
from lms.spaces import actions as spaces
from lms.spaces.finding import the_space
from lms.spaces.models import Space
from lms.spaces.readers import this_reader

bp = Blueprint("following", __name__)


@bp.app_context_processor
def words() -> dict[str, object]:
    """What the pages of a topic and of a space say about it."""
    return {
        "HEARING_REASONS": REASONS,
        "LEVELS_OF_TOPICS": OF_TOPICS,
        "LEVELS_OF_SPACES": OF_SPACES,
        "heard_of_space": heard_of_space,
    }


def heard_of_space(space: Space) -> Hears:
    """How much the reader of this page hears of it."""
    person = me_or_none()
    row = None
    if person is not None and space.id:
        row = db.session.scalars(queries.of_space(person, space.id)).one_or_none()
    chosen = Level(row.level) if row else None
    return levels.of_space(chosen, leads=levels.leads_it(this_reader(), space))


@bp.post("/topics/<int:topic_id>/level")
@open_to(Audience.MEMBERS)
def choose_for_topic(topic_id: int) -> ResponseReturnValue:
    topic = the_topic(topic_id, this_reader())
    actions.choose_for_topic(me(), topic.id, _chosen(OF_TOPICS))
    return redirect(url_for("forum.topic", topic_id=topic.id, _anchor="level"), 303)


@bp.post("/forum/<slug>/level")
@open_to(Audience.MEMBERS)
def choose_for_space(slug: str) -> ResponseReturnValue:
    space = spaces.kept(the_space(slug, this_reader()))
    actions.choose_for_space(me(), space.id, _chosen(OF_SPACES))
    return redirect(url_for("forum.space", slug=space.slug, _anchor="level"), 303)


@bp.get("/following/<token>")
@open_to(Audience.EVERYONE)
def end_page(token: str) -> ResponseReturnValue:
    """Only asks, so that a scanner of mails that opens every link ends nothing."""
    return _page("following/end.html", token, *_carried(token))


@bp.post("/following/<token>")
@open_to(Audience.EVERYONE)
@without_form_token  # a mail program posts here by itself (RFC 8058); the signed token allows it
def end(token: str) -> ResponseReturnValue:
    user, stop = _carried(token)
    stopping.end(user, stop)
    return _page("following/ended.html", token, user, stop)


@bp.post("/following/<token>/undoing")
@open_to(Audience.EVERYONE)
def take_back(token: str) -> ResponseReturnValue:
    user, stop = _carried(token)
    stopping.take_back(user, stop)
    return _page("following/taken_back.html", token, user, stop)


@guessable("links")
def _carried(token: str) -> tuple[User, Stop]:
    stop = stopping.read_back(token)
    if stop is None:
        abort(404)
    return db.find_or_404(select(User).where(User.id == stop.user_id)), stop


def _page(template: str, token: str, user: User, stop: Stop) -> str:
    """With the name of the topic or space, as long as the person may see it."""
    if stop.what == stopping.TOPIC:
        topic = db.session.scalars(queries.topic_as_seen(stop.number, user.id)).one_or_none()
        name = topic.title if topic else ""
    else:
        space = db.session.scalars(queries.space_as_seen(stop.number, user.id)).one_or_none()
        name = space.name if space else ""
    return render_template(template, token=token, user=user, stop=stop, name=name)


def _chosen(levels: Collection[Level]) -> Level:
    """The button that was pressed."""
    written = request.form.get("level", "")
    return Level(written) if written in levels else abort(400)
