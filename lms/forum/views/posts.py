"""One post: its lasting address, answering, changing and removing it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.files.intake import takes_files
from lms.forms import drafts_done
from lms.forum import actions, noting, policy, queries
from lms.forum.forms import PostForm, RemovalForm, RevisionForm
from lms.forum.held.actions import Sent, leads_away_unseen
from lms.forum.models import MOST_FILES, SILENT, Post, Topic
from lms.forum.views import bp
from lms.forum.views.finding import the_post, the_topic
from lms.forum.views.topics import draft_key, topic_page
from lms.forum.views.writing import (
    REFUSALS,
    NamesError,
    clearly_meant,
    held_back,
    links_wait,
    refused,
    said_of,
    shown,
    understood,
    writing_of,
)
from lms.spaces.readers import Reader, this_reader


@bp.get("/p/<int:post_id>")
@open_to(Audience.EVERYONE)
def permalink(post_id: int) -> ResponseReturnValue:
    """Leads to the post, wherever it stands by now."""
    return redirect(address_of(the_post(post_id, this_reader())), 303)


def address_of(post: Post) -> str:
    return url_for("forum.topic", topic_id=post.topic_id, at=post.no, _anchor=f"post-{post.no}")


@bp.post("/topics/<int:topic_id>/posts")
@open_to(Audience.MEMBERS)
@takes_files(MOST_FILES)
def reply(topic_id: int) -> ResponseReturnValue:
    found, reader = _open_topic(topic_id)
    form = PostForm()
    if not form.accepted():
        return topic_page(found, reader, form), 422
    to, along = _answered(found, form, reader), form.along
    sent = Sent(writing_of(form), found.space, found, to, along=along)
    try:
        address = held_back(sent, reader) or _written(found, sent)
    except REFUSALS as fault:
        return topic_page(found, reader, said_of(form, fault)), *refused(fault)
    drafts_done(draft_key(found))
    return redirect(address, 303)


def _written(topic: Topic, sent: Sent) -> str:
    was_settled = topic.resolved_at is not None
    post = actions.reply(topic, understood(sent), to=sent.to, by=me(), at=clock.now())
    if was_settled and topic.resolved_at is None:
        flash(_("Your question is open again. Say so on top if it is resolved after all."))
    return address_of(post)


@bp.post("/topics/<int:topic_id>/preview")
@open_to(Audience.MEMBERS)
@takes_files(MOST_FILES)
def preview(topic_id: int) -> ResponseReturnValue:
    """How it would look; nothing is kept."""
    found, reader = _open_topic(topic_id)
    form = PostForm()
    if not form.accepted():
        return topic_page(found, reader, form), 422
    form.wait()
    return topic_page(found, reader, form, preview=shown(form.body.data or "", found.space))


def _open_topic(topic_id: int) -> tuple[Topic, Reader]:
    reader = this_reader()
    found = the_topic(topic_id, reader)
    allow(policy.can_reply(reader, found))
    return found, reader


def _answered(topic: Topic, form: PostForm, reader: Reader) -> Post | None:
    """The post that is answered, if it stands in this topic."""
    written = form.reply_to.data or ""
    if not (written.isascii() and written.isdecimal()):
        return None
    post = db.session.scalars(*queries.post(int(written), reader)).one_or_none()
    return post if post is not None and post.topic_id == topic.id else None


@bp.get("/p/<int:post_id>/edit")
@open_to(Audience.MEMBERS)
def edit_post(post_id: int) -> ResponseReturnValue:
    post = _my_post(post_id)
    return _edit_page(post, RevisionForm(post=post, body=post.body))


@bp.post("/p/<int:post_id>/revisions")
@open_to(Audience.MEMBERS)
@takes_files(MOST_FILES)
def revise_post(post_id: int) -> ResponseReturnValue:
    """Of a post that was removed meanwhile nothing changes, and what was typed stays here."""
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(policy.is_own(reader, post) and policy.can_reply(reader, post.topic))
    form = RevisionForm(post=post)
    if not form.accepted():
        return _edit_page(post, form), 422
    if leads_away_unseen(form.body.data or "", reader, before=post.body):
        return _refused(post, form, links_wait())
    try:
        meant = clearly_meant(form.body.data or "", post.topic.space)
        actions.revise(post, form.body.data or "", along=form.along, meant=meant, at=clock.now())
    except NamesError as unclear:
        return _edit_page(post, said_of(form, unclear)), 422
    except actions.PostRemovedError:
        fault = _("This post was removed. Copy what you need into a new post.")
        return _refused(post, form, fault)
    drafts_done(_draft_of(post))
    return redirect(address_of(post), 303)


def _my_post(post_id: int) -> Post:
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(policy.can_change(reader, post, post.topic))
    return post


def _refused(post: Post, form: RevisionForm, fault: str) -> ResponseReturnValue:
    form.body.errors = [fault]
    form.wait()
    return _edit_page(post, form), 422


def _edit_page(post: Post, form: RevisionForm) -> str:
    return render_template(
        "forum/edit_post.html",
        post=post,
        form=form,
        draft_key=_draft_of(post),
        is_silent=clock.now() <= post.created_at + SILENT,
    )


def _draft_of(post: Post) -> str:
    return f"{me().id}:post-{post.id}"


@bp.get("/p/<int:post_id>/removal")
@open_to(Audience.MEMBERS)
def new_removal(post_id: int) -> ResponseReturnValue:
    return render_template("forum/remove_post.html", post=_removable(post_id), form=RemovalForm())


@bp.post("/p/<int:post_id>/removal")
@open_to(Audience.MEMBERS)
def remove_post(post_id: int) -> ResponseReturnValue:
    post, form = _removable(post_id), RemovalForm()
    if not form.accepted():
        return render_template("forum/remove_post.html", post=post, form=form), 422
    actions.remove(post, reason=form.reason.data or "", by=me(), at=clock.now())
    flash(_("The post is removed; the reason stands in its place."))
    return redirect(address_of(post), 303)


def _removable(post_id: int) -> Post:
    reader = this_reader()
    post = the_post(post_id, reader)
    allow(policy.can_remove(reader, post, post.topic.space))
    return post


@bp.post("/p/<int:post_id>/unread")
@open_to(Audience.MEMBERS)
def keep_unread(post_id: int) -> ResponseReturnValue:
    """From here on it counts as not read, for another day."""
    post = the_post(post_id, this_reader())
    noting.note_unread_from(me(), post.topic_id, post.no)
    flash(_("Kept as unread from this post on."))
    return redirect(url_for(".catch_up"), 303)
