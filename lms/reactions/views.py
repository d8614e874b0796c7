from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, not_here, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forms import drafts_done
from lms.forum.models import Post
from lms.forum.views.finding import the_post
from lms.forum.views.posts import address_of
from lms.paging import page_of
from lms.reactions import (
    actions,
    beside,
    policy,
    queries,
    telling,  # noqa: F401  # it tells the mail of the day
)
from lms.reactions.forms import TriedForm
from lms.reactions.models import Kind, Reaction
from lms.reactions.vocabulary import ICONS, KINDS
from lms.spaces.readers import this_reader

bp = Blueprint("reactions", __name__)
bp.add_app_template_global(beside.said_of, "reactions_said")
bp.add_app_template_global(policy.can_say, "can_say")
PAGE = 60


@bp.context_processor
def words() -> dict[str, object]:
    """What can be said of a post, by name and with its sign."""
    return {"REACTIONS": KINDS, "REACTION_ICONS": ICONS}


@bp.get("/p/<int:post_id>/reactions")
@open_to(Audience.MEMBERS)
def reactions(post_id: int) -> ResponseReturnValue:
    """Who said what, in the order in which they did."""
    post = the_post(post_id, this_reader())
    if post.removed_at is not None:
        not_here()
    kind = _kind(request.args.get("kind")) if request.args.get("kind") else None
    page = page_of(queries.to(post, kind), [Reaction.id], lambda row: (row.id,), most=PAGE)
    return render_template("reactions/reactions.html", post=post, kind=kind, page=page)


@bp.post("/p/<int:post_id>/reactions")
@open_to(Audience.MEMBERS)
def react(post_id: int) -> ResponseReturnValue:
    """A question goes on to the form where it is asked."""
    kind = _kind(request.form.get("kind"))
    post, words = _open_post(post_id, kind), ""
    if kind is Kind.TRIED:
        form = TriedForm()
        if not form.accepted():
            return _tried_page(post, form), 422
        words = form.words.data or ""
    actions.react(post, kind, words=words, by=me(), at=clock.now())
    if kind is Kind.QUESTION:
        return redirect(_form_for(post), 303)
    drafts_done(_draft_of(post))
    return redirect(address_of(post), 303)


@bp.post("/p/<int:post_id>/reactions/withdrawal")
@open_to(Audience.MEMBERS)
def withdraw(post_id: int) -> ResponseReturnValue:
    kind, post = _kind(request.form.get("kind")), the_post(post_id, this_reader())
    actions.withdraw(post, kind, by=me())
    return redirect(address_of(post), 303)


@bp.get("/p/<int:post_id>/reactions/tried")
@open_to(Audience.MEMBERS)
def tried(post_id: int) -> ResponseReturnValue:
    post = _open_post(post_id, Kind.TRIED)
    mine = db.session.scalars(queries.of(post, me(), Kind.TRIED)).one_or_none()
    return _tried_page(post, TriedForm(words=mine.words if mine else ""), mine=mine)


def _tried_page(post: Post, form: TriedForm, *, mine: Reaction | None = None) -> str:
    return render_template(
        "reactions/tried.html", post=post, form=form, mine=mine, draft_key=_draft_of(post)
    )


def _draft_of(post: Post) -> str:
    return f"{me().id}:tried-{post.id}"


def _kind(written: str | None) -> Kind:
    return Kind(written) if written in list(Kind) else abort(400)


def _open_post(post_id: int, kind: Kind) -> Post:
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(policy.can_say(reader, kind, post, post.topic))
    return post


def _form_for(post: Post) -> str:
    return url_for(
        "forum.topic", topic_id=post.topic_id, at=post.no, reply=post.id, _anchor="write"
    )
