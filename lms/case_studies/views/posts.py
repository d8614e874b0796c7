"""One post of a discussion: its author mends it, whoever leads the class takes it out."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.case_studies import discussing, policy
from lms.case_studies.forms import PostForm, RemovalForm
from lms.case_studies.post_models import CasePost
from lms.case_studies.views import bp
from lms.case_studies.views.discussion import Room, the_open_room
from lms.forms import drafts_done


@bp.get("/editions/<int:edition_id>/case-studies/<case_id>/posts/<int:post_id>/edit")
@open_to(Audience.MEMBERS)
def edit_post(edition_id: int, case_id: str, post_id: int) -> ResponseReturnValue:
    room = the_open_room(edition_id, case_id)
    row = room.post(post_id)
    allow(policy.can_change_post(me(), row, at=clock.now()))
    form = PostForm()
    form.body.data = row.body
    return _page(room, row, form)


@bp.post("/editions/<int:edition_id>/case-studies/<case_id>/posts/<int:post_id>/revisions")
@open_to(Audience.MEMBERS)
def revise_post(edition_id: int, case_id: str, post_id: int) -> ResponseReturnValue:
    """Late by a minute, what was typed is still on the page."""
    room, now = the_open_room(edition_id, case_id), clock.now()
    row, form = room.post(post_id), PostForm()
    allow(row.author_id == me().id)
    if not form.accepted():
        return _page(room, row, form), 422
    if not policy.can_change_post(me(), row, at=now):
        form.body.errors = [_too_late(row)]
        return _page(room, row, form), 422
    discussing.revise(row, form.body.data or "", at=now)
    drafts_done(_draft_key(row))
    return redirect(_place(room, row), 303)


@bp.get("/editions/<int:edition_id>/case-studies/<case_id>/posts/<int:post_id>/removal")
@open_to(Audience.MEMBERS)
def new_removal(edition_id: int, case_id: str, post_id: int) -> ResponseReturnValue:
    room = the_open_room(edition_id, case_id)
    row = room.post(post_id)
    allow(policy.can_remove_post(me(), room.edition, row))
    return render_template("case_studies/new_removal.html", room=room, post=row, form=RemovalForm())


@bp.post("/editions/<int:edition_id>/case-studies/<case_id>/posts/<int:post_id>/removal")
@open_to(Audience.MEMBERS)
def remove_post(edition_id: int, case_id: str, post_id: int) -> ResponseReturnValue:
    room, form = the_open_room(edition_id, case_id), RemovalForm()
    row = room.post(post_id)
    allow(policy.can_lead(me(), room.edition))
    if not form.accepted():
        return render_template("case_studies/new_removal.html", room=room, post=row, form=form), 422
    discussing.remove(row, reason=form.reason.data or "", by=me(), at=clock.now())
    flash(_("Removed. The reason stands in its place."))
    return redirect(_place(room, row), 303)


def _too_late(post: CasePost) -> str:
    if post.removed_at is not None:
        return _("This post was removed. Copy what you need into a new post.")
    return _("A post can be changed for 30 minutes. Copy your text into a new post.")


def _page(room: Room, post: CasePost, form: PostForm) -> str:
    return render_template(
        "case_studies/edit_post.html", room=room, post=post, form=form, draft_key=_draft_key(post)
    )


def _draft_key(post: CasePost) -> str:
    return f"{me().id}:case-post-{post.id}"


def _place(room: Room, post: CasePost) -> str:
    """The page of the discussion that begins with this post."""
    return room.href(after=post.id - 1, _anchor=f"post-{post.id}")
