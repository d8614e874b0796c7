from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, not_here, open_to
from lms.accounts.session import me
from lms.arranging import actions, policy, queries
from lms.arranging.forms import MOST_CHOSEN, MergerForm, PlaceForm, SplitForm
from lms.db import db
from lms.forum import queries as forum
from lms.forum.models import Post, Topic
from lms.forum.views.paging import number_of
from lms.spaces.finding import my_spaces
from lms.spaces.models import Kind, Space
from lms.spaces.readers import Reader, this_reader
from lms.spaces.vocabulary import READ_BY

bp = Blueprint("arranging", __name__)
bp.context_processor(lambda: {"READ_BY": READ_BY})
OFFERED = 12


@bp.get("/topics/<int:topic_id>/order")
@open_to(Audience.MEMBERS)
def order(topic_id: int) -> ResponseReturnValue:
    """What whoever leads can do with a topic."""
    return _order_page(_led(topic_id), PlaceForm())


@bp.post("/topics/<int:topic_id>/place")
@open_to(Audience.MEMBERS)
def move(topic_id: int) -> ResponseReturnValue:
    topic, form = _led(topic_id, hold=True), PlaceForm()
    spaces = _other_spaces(topic)
    form.offer(spaces)
    if not form.accepted():
        return _order_page(topic, form, spaces), 422
    actions.move(topic, next(row for row in spaces if row.slug == form.space.data))
    flash(_("The topic stands in “%(space)s” now.", space=topic.space.name))
    return _to(topic)


def _led(topic_id: int, *, hold: bool = False) -> Topic:
    """A topic that the reader may put in order."""
    reader = this_reader()
    topic = _found(topic_id, reader, hold=hold) or not_here()
    allow(policy.can_arrange(reader, topic))
    return topic


def _found(topic_id: int, reader: Reader, *, hold: bool) -> Topic | None:
    query, blanks = forum.topic(topic_id, reader)
    query = query.with_for_update(of=Topic) if hold else query
    return db.session.scalars(query, blanks).one_or_none()


def _other_spaces(topic: Topic) -> list[Space]:
    """Where they may put it."""
    reader = this_reader()
    spaces = my_spaces(reader)
    return [row for row in spaces if row.id != topic.space_id and policy.can_take_in(reader, row)]


def _order_page(topic: Topic, form: PlaceForm, spaces: Sequence[Space] | None = None) -> str:
    spaces = _other_spaces(topic) if spaces is None else spaces
    form.offer(spaces)
    readers = {space.slug: READ_BY[Kind(space.kind)] for space in spaces}
    return render_template(
        "arranging/order.html",
        topic=topic,
        form=form,
        readers=readers,
        can_join=policy.can_go_into_another(topic),
    )


def _to(topic: Topic) -> ResponseReturnValue:
    return redirect(url_for("forum.topic", topic_id=topic.id), 303)


@bp.post("/topics/<int:topic_id>/closure")
@open_to(Audience.MEMBERS)
def close(topic_id: int) -> ResponseReturnValue:
    topic = _led(topic_id)
    actions.close(topic, at=clock.now())
    flash(_("The topic is closed. What was written stays."))
    return _to(topic)


@bp.post("/topics/<int:topic_id>/closure/end")
@open_to(Audience.MEMBERS)
def open_again(topic_id: int) -> ResponseReturnValue:
    topic = _led(topic_id)
    actions.reopen(topic)
    flash(_("The topic is open again."))
    return _to(topic)


@bp.get("/topics/<int:topic_id>/split")
@open_to(Audience.MEMBERS)
def new_split(topic_id: int) -> ResponseReturnValue:
    topic = _led(topic_id)
    return _split_page(topic, SplitForm())


@bp.post("/topics/<int:topic_id>/split")
@open_to(Audience.MEMBERS)
def split(topic_id: int) -> ResponseReturnValue:
    topic, form = _led(topic_id, hold=True), SplitForm()
    if not form.accepted():
        return _split_page(topic, form), 422
    title, chosen = form.title.data or "", set(form.posts.data or ())
    try:
        new = actions.split(topic, chosen, title, by=me(), at=clock.now())
    except actions.GoneError:
        flash(_("What you chose had been moved before."))
        return redirect(url_for("forum.permalink", post_id=min(chosen)), 303)
    return _to(new)


def _posts(topic: Topic) -> Sequence[Post]:
    """A page of those that may go, and one more: the first one stays."""
    after = number_of("after") or 1
    return db.session.scalars(*forum.posts_after(topic, after, most=MOST_CHOSEN)).all()


def _split_page(topic: Topic, form: SplitForm) -> str:
    posts = _posts(topic)
    later = posts[MOST_CHOSEN - 1].no if len(posts) > MOST_CHOSEN else None
    return render_template(
        "arranging/split.html",
        topic=topic,
        form=form,
        posts=posts[:MOST_CHOSEN],
        after=number_of("after"),
        later=later,
    )


@bp.get("/topics/<int:topic_id>/merger")
@open_to(Audience.MEMBERS)
def new_merger(topic_id: int) -> ResponseReturnValue:
    return _merger_page(_to_join(topic_id), MergerForm())


@bp.post("/topics/<int:topic_id>/merger/check")
@open_to(Audience.MEMBERS)
def check_merger(topic_id: int) -> ResponseReturnValue:
    """What would become of both; nothing is done yet."""
    topic, form = _to_join(topic_id), MergerForm()
    into = _into(topic, form)
    if into is None:
        return _merger_page(topic, form), 422
    return render_template("arranging/check_merger.html", topic=topic, into=into, form=form)


@bp.post("/topics/<int:topic_id>/merger")
@open_to(Audience.MEMBERS)
def merge(topic_id: int) -> ResponseReturnValue:
    topic, form = _to_join(topic_id, hold=True), MergerForm()
    if topic.id == form.wanted:  # sent twice
        return _to(topic)
    into = _into(topic, form, hold=True)
    if into is None:
        return _merger_page(topic, form), 422
    try:
        row = actions.merge(topic, into, by=me(), at=clock.now())
    except actions.GoneError:
        flash(_("What you chose had been moved before."))
        return _to(topic)
    flash(_("Both are one topic now."))
    no = row.after + 1
    return redirect(url_for("forum.topic", topic_id=into.id, at=no, _anchor=f"post-{no}"), 303)


def _to_join(topic_id: int, *, hold: bool = False) -> Topic:
    topic = _led(topic_id, hold=hold)
    allow(policy.can_go_into_another(topic))
    return topic


def _into(topic: Topic, form: MergerForm, *, hold: bool = False) -> Topic | None:
    """The other topic, or None with the sentence beside the field."""
    if not form.accepted():
        return None
    reader = this_reader()
    found = _found(form.wanted or 0, reader, hold=hold)
    if found is None or found.id == topic.id or not policy.can_arrange(reader, found):
        form.address.errors = [_("Choose another topic, in a space that you lead.")]
        return None
    return found


def _merger_page(topic: Topic, form: MergerForm) -> str:
    rows = db.session.scalars(queries.newest_to_join(topic, this_reader(), most=OFFERED)).all()
    form.offer(rows)
    spaces = {str(row.id): row.space.name for row in rows}
    return render_template("arranging/merger.html", topic=topic, form=form, spaces=spaces)
