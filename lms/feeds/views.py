from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import ColumnElement

from lms import clock
from lms.accounts.access import Audience, open_to
from lms.accounts.models import User
from lms.accounts.session import me
from lms.accounts.views.links import public
from lms.db import db
from lms.feed_tokens import actions as tokens
from lms.feed_tokens import queries as tokens_kept
from lms.feed_tokens.models import Purpose
from lms.feeds import answering, queries
from lms.feeds.atom import Entry
from lms.forum.models import Post, Topic
from lms.forum.tagged import has_tag
from lms.i18n import in_language
from lms.spaces.models import Space
from lms.spaces.readers import Reader, reader_of

bp = Blueprint("feeds", __name__)
JUST_MADE, MOST = "forum_feed_token", 30


@bp.get("/forum/feed")
@open_to(Audience.MEMBERS)
def settings() -> ResponseReturnValue:
    """How to follow the forum in a program. The secret part is shown once, after it was made."""
    token = session.pop(JUST_MADE, None)
    return render_template(
        "feeds/settings.html",
        kept=db.session.scalars(tokens_kept.token_of(me(), Purpose.FORUM)).one_or_none(),
        address=public(url_for(".everything", key=token)) if token else None,
    )


@bp.post("/forum/feed")
@open_to(Audience.MEMBERS)
def make() -> ResponseReturnValue:
    session[JUST_MADE] = tokens.make(me(), Purpose.FORUM, at=clock.now())
    return redirect(url_for(".settings"), 303)


@bp.post("/forum/feed/revocation")
@open_to(Audience.MEMBERS)
def revoke() -> ResponseReturnValue:
    tokens.revoke(me(), Purpose.FORUM)
    session.pop(JUST_MADE, None)
    flash(_("The address is switched off. Nobody reads the forum by it any more."))
    return redirect(url_for(".settings"), 303)


@bp.get("/feeds/forum.atom")
@open_to(Audience.EVERYONE)
def everything() -> ResponseReturnValue:
    return _feed()


@bp.get("/feeds/spaces/<slug>.atom")
@open_to(Audience.EVERYONE)
def of_space(slug: str) -> ResponseReturnValue:
    return _feed(Space.slug == slug)


@bp.get("/feeds/topics/<int:topic_id>.atom")
@open_to(Audience.EVERYONE)
def of_topic(topic_id: int) -> ResponseReturnValue:
    return _feed(Topic.id == topic_id)


@bp.get("/feeds/tags/<slug>.atom")
@open_to(Audience.EVERYONE)
def of_tag(slug: str) -> ResponseReturnValue:
    return _feed(has_tag(slug))


def _feed(*narrowed: ColumnElement[bool]) -> Response:
    """What there is for who holds the key, and for a visitor without one; nothing at all is 404."""
    person = answering.who_reads(Purpose.FORUM)
    query = queries.newest(_reader(person), *narrowed, most=MOST)
    posts = db.session.scalars(query).all()
    if narrowed and not posts:
        abort(404)
    with in_language(answering.language_of(person)):
        title = _title(posts[0] if narrowed else None)
    entries = [_entry(post) for post in posts]
    return answering.given_out(title, request.path, entries, page="/forum")


def _entry(post: Post) -> Entry:
    return Entry(
        f"/p/{post.id}",
        post.topic.title,
        post.author.name,
        post.language,
        post.shown,
        updated=post.edited_at or post.created_at,
        published=post.created_at,
    )


def _reader(person: User | None) -> Reader:
    return reader_of(person) if person else Reader(None)


def _title(first: Post | None) -> str:
    """Of a topic or a space; of several places, the forum."""
    if first and request.endpoint == "feeds.of_topic":
        return first.topic.title
    if first and request.endpoint == "feeds.of_space":
        return first.topic.space.name
    return _("Forum")
