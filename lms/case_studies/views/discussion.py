"""The discussion of a case in an edition: read, write, reply."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock, markdown
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.case_studies import discussing, policy, post_queries
from lms.case_studies.forms import PostForm
from lms.case_studies.post_models import CasePost
from lms.case_studies.story import Story
from lms.case_studies.views import bp
from lms.case_studies.views.finding import my_story, opening_in, the_case
from lms.content.case_study import CaseStudy
from lms.db import db
from lms.editions.finding import the_edition
from lms.editions.models import Edition
from lms.forms import drafts_done

PAGE = 10


@dataclass(frozen=True)
class Room:
    """Where a case is discussed, and how far the reader is in it."""

    edition: Edition
    case: CaseStudy
    story: Story

    @property
    def open(self) -> bool:
        return policy.can_discuss(me(), self.edition, self.story)

    @property
    def draft_key(self) -> str:
        return f"{me().id}:discussion-{self.edition.id}-{self.case.id}"

    def href(self, **more: Any) -> str:
        return url_for(
            "case_studies.discussion", edition_id=self.edition.id, case_id=self.case.id, **more
        )

    def post(self, post_id: int) -> CasePost:
        return db.find_or_404(post_queries.post_in(self.edition, self.case.id, post_id))


class Page(NamedTuple):
    """Posts in the order of writing; addresses of what was written before and after them."""

    posts: Sequence[CasePost]
    older: str | None
    newer: str | None


def the_room(edition_id: int, case_id: str) -> Room:
    edition, case = the_edition(edition_id), the_case(case_id)
    return Room(edition, case, my_story(case, opening_in(edition, case)))


def the_open_room(edition_id: int, case_id: str) -> Room:
    room = the_room(edition_id, case_id)
    allow(room.open)
    return room


@bp.get("/editions/<int:edition_id>/case-studies/<case_id>/discussion")
@open_to(Audience.MEMBERS)
def discussion(edition_id: int, case_id: str) -> ResponseReturnValue:
    """The newest posts; `before` and `after` a post lead through all, `reply` answers one."""
    room = the_room(edition_id, case_id)
    if not room.open:
        return render_template("case_studies/discussion_locked.html", room=room)
    form = PostForm(key=str(uuid4()))
    form.reply_to.data = str(_number("reply") or "")
    return _page(room, form)


@bp.post("/editions/<int:edition_id>/case-studies/<case_id>/posts")
@open_to(Audience.MEMBERS)
def create_post(edition_id: int, case_id: str) -> ResponseReturnValue:
    room, form = the_open_room(edition_id, case_id), PostForm()
    if not form.accepted():
        return _page(room, form), 422
    try:
        row = discussing.post(
            room.edition,
            room.case.id,
            body=form.body.data or "",
            key=_key(form),
            reply_to=_replied_to(room, form),
            by=me(),
            at=clock.now(),
        )
    except discussing.PostedAlreadyError:
        return _page(room, _sent_before(form)), 422
    except discussing.TooManyPostsError:
        return _page(room, _too_many(form)), 429, [("Retry-After", _seconds())]
    drafts_done(room.draft_key)
    return redirect(room.href(_anchor=f"post-{row.id}"), 303)


@bp.post("/editions/<int:edition_id>/case-studies/<case_id>/preview")
@open_to(Audience.MEMBERS)
def preview_post(edition_id: int, case_id: str) -> ResponseReturnValue:
    """How it would look; nothing is kept."""
    room, form = the_open_room(edition_id, case_id), PostForm()
    if not form.accepted():
        return _page(room, form), 422
    return _page(room, form, preview=markdown.from_member(form.body.data or ""))


def _sent_before(form: PostForm) -> PostForm:
    form.key.data = str(uuid4())
    form.body.errors = [
        _("This form was sent before, with another text. Send it again to add it as a new post.")
    ]
    return form


def _too_many(form: PostForm) -> PostForm:
    form.body.errors = [
        _(
            "You have written %(number)s posts in ten minutes. Let others answer and send this in "
            "a few minutes: your text stays here.",
            number=discussing.MOST_IN_WINDOW,
        )
    ]
    return form


def _seconds() -> str:
    return str(int(discussing.WINDOW.total_seconds()))


def _key(form: PostForm) -> UUID:
    """A number that the page put into its form itself."""
    try:
        return UUID(form.key.data or "")
    except ValueError:
        abort(400)


def _replied_to(room: Room, form: PostForm) -> CasePost | None:
    written = form.reply_to.data or ""
    if not written:
        return None
    return room.post(int(written)) if re.fullmatch("[0-9]{1,9}", written) else abort(400)


def _number(name: str) -> int | None:
    written = request.args.get(name, "")
    if not written:
        return None
    return int(written) if re.fullmatch("[0-9]{1,9}", written) else abort(404)


def _page(room: Room, form: PostForm, *, preview: str = "") -> str:
    now = clock.now()
    page = _posts(room)
    return render_template(
        "case_studies/discussion.html",
        room=room,
        edition=room.edition,
        case=room.case,
        page=page,
        form=form,
        reply_to=_replied_to(room, form),
        preview=preview,
        mine={row.id for row in page.posts if policy.can_change_post(me(), row, at=now)},
        leads=policy.can_lead(me(), room.edition),
        draft_key=room.draft_key,
    )


def _posts(room: Room) -> Page:
    before, after = _number("before"), _number("after")
    query = post_queries.posts_page(
        room.edition, room.case.id, before=before, after=after, most=PAGE
    )
    rows = db.session.scalars(query).unique().all()
    posts, more = list(rows[:PAGE]), len(rows) > PAGE
    if after is None:
        posts.reverse()
    older = (more if after is None else True) and bool(posts)
    newer = (more if after is not None else before is not None) and bool(posts)
    return Page(
        posts,
        room.href(before=posts[0].id) if older else None,
        room.href(after=posts[-1].id) if newer else None,
    )
