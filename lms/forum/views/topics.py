"""A topic page by page, and the form of a new one."""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.files.intake import takes_files
from lms.forms import drafts_done
from lms.forum import actions, noting, policy, queries, unread
from lms.forum.above import above
from lms.forum.beside import beside
from lms.forum.forms import PostForm, TopicForm
from lms.forum.held.actions import Sent
from lms.forum.models import FIRST, MOST_FILES, Post, Topic
from lms.forum.quoting import quoted
from lms.forum.reading import Span, State
from lms.forum.unread import Read
from lms.forum.views import bp
from lms.forum.views.finding import the_topic_as_read
from lms.forum.views.paging import number_of
from lms.forum.views.tags import known, offered
from lms.forum.views.writing import (
    REFUSALS,
    held_back,
    refused,
    said_of,
    shown,
    understood,
    writing_of,
)
from lms.spaces import policy as spaces
from lms.spaces.finding import the_space
from lms.spaces.models import Space
from lms.spaces.readers import Reader, this_reader
from lms.tags import actions as tags

PAGE = 20
BEFORE = 3  # posts shown above the one that a link leads to


class Page(NamedTuple):
    """Posts in the order of writing; addresses of what was written before and after them."""

    posts: Sequence[Post]
    earlier: str | None
    later: str | None


@bp.get("/topics/<int:topic_id>")
@open_to(Audience.EVERYONE)
def topic(topic_id: int) -> ResponseReturnValue:
    """What stands beyond post `after`, or ends before post `before`; `reply` answers one."""
    reader = this_reader()
    found, read = the_topic_as_read(topic_id, reader)
    if found.id != topic_id:
        return redirect(_after_merger(topic_id), 303)
    form = PostForm(language=me().language) if reader.person else None
    return topic_page(found, reader, form, read=read)


def _after_merger(topic_id: int) -> str:
    """The place in the other topic that was asked for in this one."""
    row = db.session.scalars(queries.merger(topic_id)).one()
    no = row.after + (number_of("at") or FIRST)
    return url_for(".topic", topic_id=row.into_id, at=no, _anchor=f"post-{no}")


def topic_page(
    topic: Topic,
    reader: Reader,
    form: PostForm | None,
    *,
    preview: str = "",
    read: Read | None = None,
) -> str:
    """`read` is how far they were, where that is known."""
    page, read = _posts(topic), read or unread.read_of(topic, reader)
    state = read.state if read else None
    _note(topic, reader, page, state)
    reply_to = _replied_to(page)
    _quote(reply_to, form)
    return render_template(
        "forum/topic.html",
        topic=topic,
        page=page,
        new=_new(page, reader, state) if state else frozenset(),
        reader=reader,
        hears=read.hears if read else None,
        form=form if policy.can_reply(reader, topic) else None,
        reply_to=reply_to,
        preview=preview,
        above=above(topic, reader),
        beside=beside(topic, page.posts, reader),
        draft_key=draft_key(topic) if reader.person else "",
        **_rights(reader, topic, page.posts),
    )


def _quote(post: Post | None, form: PostForm | None) -> None:
    if form and post and "quote" in request.args and request.method == "GET":
        form.body.data = quoted(post)


def _rights(reader: Reader, topic: Topic, posts: Iterable[Post]) -> dict[str, object]:
    return {
        "can_change": {post.id for post in posts if policy.can_change(reader, post, topic)},
        "can_remove": {post.id for post in posts if policy.can_remove(reader, post, topic.space)},
        "can_resolve": policy.can_resolve(reader, topic),
        "can_tag": policy.can_tag(reader, topic),
        "can_lead": spaces.can_lead(reader, topic.space),
    }


def _new(page: Page, reader: Reader, state: State) -> set[int]:
    """Numbers of what others wrote since the reader was here; on a first visit all would be."""
    return {
        post.no
        for post in page.posts
        if post.author is not reader.person and not post.removed_at and not state.has_read(post.no)
    }


def draft_key(topic: Topic) -> str:
    return f"{me().id}:topic-{topic.id}"


def _posts(topic: Topic) -> Page:
    last = request.args.get("at") == "last"
    before = topic.last_no + 1 if last else number_of("before")
    if before is not None:
        rows = list(db.session.scalars(*queries.posts_before(topic, before, most=PAGE)))
        posts, more = rows[:PAGE][::-1], len(rows) > PAGE
        return _page(topic, posts, earlier=more, later=bool(posts) and not last)
    after = _after()
    rows = list(db.session.scalars(*queries.posts_after(topic, after, most=PAGE)))
    return _page(topic, rows[:PAGE], earlier=after > 0, later=len(rows) > PAGE)


def _after() -> int:
    """`after=40` begins with 41; `at=41` shows a little of what comes before."""
    shown = number_of("at")
    return max(shown - BEFORE - 1, 0) if shown is not None else number_of("after") or 0


def _page(topic: Topic, posts: list[Post], *, earlier: bool, later: bool) -> Page:
    if not posts:
        return Page(posts, None, None)
    first, last = posts[0].no, posts[-1].no
    return Page(
        posts,
        url_for(".topic", topic_id=topic.id, before=first) if earlier else None,
        url_for(".topic", topic_id=topic.id, after=last) if later else None,
    )


def _note(topic: Topic, reader: Reader, page: Page, state: State | None) -> None:
    """What stands on the page counts as read, once it was sent to somebody who looks at it."""
    person = reader.person
    if person is None or not page.posts or request.method != "GET":
        return
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        return
    seen = Span(page.posts[0].no, page.posts[-1].no)
    if state is None:
        db.write_after(lambda: noting.note_first_seen(person, topic.id, seen))
    elif state.after_seeing(seen) != state:
        db.write_after(lambda: noting.note_seen(person, topic.id, seen, state))


def _replied_to(page: Page) -> Post | None:
    wanted = number_of("reply") if request.method == "GET" else _typed_reply()
    return next((post for post in page.posts if post.id == wanted), None)


def _typed_reply() -> int | None:
    written = request.form.get("reply_to", "")
    return int(written) if written.isascii() and written.isdecimal() else None


@bp.get("/forum/<slug>/new")
@open_to(Audience.MEMBERS)
def new_topic(slug: str) -> ResponseReturnValue:
    """Other pages lead here with a title and a kind filled in."""
    space, reader = _where(slug)
    known = {name: request.args.get(name, "") for name in ("title", "kind")}
    return _form_page(space, _form(space, reader, language=me().language, **known))


@bp.post("/forum/<slug>/topics")
@open_to(Audience.MEMBERS)
@takes_files(MOST_FILES)
def begin_topic(slug: str) -> ResponseReturnValue:
    space, reader = _where(slug)
    form = _form(space, reader)
    if not form.accepted():
        return _form_page(space, form), 422
    allow(policy.can_begin(reader, space, form.kind.data))
    said = {"title": form.title.data or "", "kind": form.kind.data}
    sent = Sent(writing_of(form), space, **said, along=form.along)
    try:
        address = held_back(sent, reader) or _begun(sent, known(form.tags.data or (), reader))
    except REFUSALS as fault:
        return _form_page(space, said_of(form, fault)), *refused(fault)
    drafts_done(_draft_of(space))
    return redirect(address, 303)


def _begun(sent: Sent, chosen: Collection[str]) -> str:
    writing, now = understood(sent), clock.now()
    topic = actions.begin(sent.space, sent.title, sent.kind, writing, by=me(), at=now)
    if topic.created_at == now:  # else the form was sent before
        tags.put(topic.id, chosen)
    return url_for(".topic", topic_id=topic.id)


@bp.post("/forum/<slug>/preview")
@open_to(Audience.MEMBERS)
@takes_files(MOST_FILES)
def preview_topic(slug: str) -> ResponseReturnValue:
    """How it would look; nothing is kept."""
    space, reader = _where(slug)
    form = _form(space, reader)
    if not form.accepted():
        return _form_page(space, form), 422
    form.wait()
    return _form_page(space, form, preview=shown(form.body.data or "", space))


def _where(slug: str) -> tuple[Space, Reader]:
    reader = this_reader()
    space = the_space(slug, reader)
    allow(spaces.can_write(reader, space))
    return space, reader


def _form(space: Space, reader: Reader, **filled_in: str) -> TopicForm:
    return TopicForm(announces=spaces.can_lead(reader, space), **filled_in)


def _form_page(space: Space, form: TopicForm, *, preview: str = "") -> str:
    return render_template(
        "forum/new_topic.html",
        space=space,
        form=form,
        preview=preview,
        groups=offered(this_reader()),
        draft_key=_draft_of(space),
    )


def _draft_of(space: Space) -> str:
    return f"{me().id}:space-{space.slug}"
