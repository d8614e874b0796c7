"""Topics by their tags, and the tags of a topic."""

from collections.abc import Iterable, Sequence

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.access import Audience, allow, open_to
from lms.accounts.session import me
from lms.db import db
from lms.forum import policy, tagged
from lms.forum.models import Topic
from lms.forum.views import bp
from lms.forum.views.finding import the_topic
from lms.forum.views.paging import cursor, cursor_of
from lms.spaces import policy as spaces
from lms.spaces.readers import Reader, this_reader
from lms.tags import actions
from lms.tags.forms import TagMergerForm, TagsForm
from lms.tags.models import Tag
from lms.tags.vocabulary import Groups, Label, grouped, is_word

PAGE = 30


@bp.get("/forum/tags")
@open_to(Audience.EVERYONE)
def tags() -> ResponseReturnValue:
    """Every tag of a topic that the reader sees, with how many there are."""
    rows = db.session.execute(*tagged.counts(this_reader())).all()
    counts = {slug: count for slug, _name, count in rows}
    others = [Label(slug, name) for slug, name, _count in rows if name]
    used = [
        (group, [label for label in labels if label.slug in counts])
        for group, labels in grouped(others)
    ]
    groups = [(group, labels) for group, labels in used if labels]
    return render_template("forum/tags.html", groups=groups, counts=counts)


@bp.get("/forum/tags/<slug>")
@open_to(Audience.EVERYONE)
def tag(slug: str) -> ResponseReturnValue:
    """A word that others added is known only to who sees a topic with it, or added it."""
    reader = this_reader()
    row = db.session.scalars(tagged.tag_at(slug)).one_or_none()
    if row and row.into:
        return redirect(url_for(".tag", slug=row.into), 303)
    query = tagged.topics_with(slug, reader, before=cursor(), most=PAGE)
    rows = db.session.scalars(query).all()
    label = _label(slug, row, rows, reader)
    older = None
    if len(rows) > PAGE:
        older = url_for(".tag", slug=slug, before=cursor_of(rows[PAGE - 1]))
    return render_template("forum/tag.html", label=label, topics=rows[:PAGE], older=older)


def _label(slug: str, row: Tag | None, topics: Sequence[Topic], reader: Reader) -> Label:
    if is_word(slug):
        return Label(slug)
    theirs = row and reader.person and row.made_by_id == reader.person.id
    return Label(slug, row.name) if row and (topics or theirs) else abort(404)


def offered(reader: Reader) -> Groups:
    """What the reader may choose among: one statement."""
    rows = db.session.execute(tagged.known_to(reader, me()))
    return grouped(Label(slug, name) for slug, name in rows)


def known(slugs: Iterable[str], reader: Reader) -> set[str]:
    """Those of these that the reader may choose; words of the programme cost no statement."""
    asked = set(slugs)
    found = {slug for slug in asked if is_word(slug)}
    if asked == found:
        return found
    rows = db.session.execute(tagged.known_to(reader, me()))
    return found | (asked & {slug for slug, _name in rows})


@bp.get("/topics/<int:topic_id>/tags")
@open_to(Audience.MEMBERS)
def edit_tags(topic_id: int) -> ResponseReturnValue:
    topic, reader = _mine(topic_id)
    form = TagsForm(tags=[label.slug for label in topic.tags])
    return _tags_page(topic, form, form.offer(offered(reader)))


@bp.post("/topics/<int:topic_id>/tags")
@open_to(Audience.MEMBERS)
def change_tags(topic_id: int) -> ResponseReturnValue:
    topic, reader = _mine(topic_id)
    form = TagsForm()
    groups = form.offer(offered(reader))
    if not form.accepted():
        return _tags_page(topic, form, groups), 422
    chosen = set(form.tags.data or ())
    if form.added and spaces.can_lead(reader, topic.space):
        chosen.add(actions.add(form.added, by=me(), at=clock.now()))
    actions.change(topic.id, chosen)
    return redirect(url_for(".topic", topic_id=topic.id), 303)


def _mine(topic_id: int) -> tuple[Topic, Reader]:
    reader = this_reader()
    topic = the_topic(topic_id, reader)
    allow(policy.can_tag(reader, topic))
    return topic, reader


def _tags_page(topic: Topic, form: TagsForm, groups: Groups) -> str:
    return render_template(
        "forum/edit_tags.html",
        topic=topic,
        form=form,
        groups=groups,
        can_add=spaces.can_lead(this_reader(), topic.space),
    )


@bp.get("/forum/tags/<slug>/merger")
@open_to(Audience.ADMINISTRATORS)
def new_tag_merger(slug: str) -> ResponseReturnValue:
    return _merger_page(_added(slug), TagMergerForm())


@bp.post("/forum/tags/<slug>/merger")
@open_to(Audience.ADMINISTRATORS)
def merge_tags(slug: str) -> ResponseReturnValue:
    row, form = _added(slug), TagMergerForm()
    form.offer(offered(this_reader()), row.slug)
    if not form.accepted():
        return _merger_page(row, form), 422
    actions.merge(row, form.into.data)
    flash(_("Both are one tag now."))
    return redirect(url_for(".tag", slug=form.into.data), 303)


def _added(slug: str) -> Tag:
    """A tag that leaders added and that still stands by itself."""
    row = db.session.scalars(tagged.tag_at(slug)).one_or_none()
    return row if row and row.into is None else abort(404)


def _merger_page(row: Tag, form: TagMergerForm) -> str:
    form.offer(offered(this_reader()), row.slug)
    return render_template("forum/tag_merger.html", label=Label(row.slug, row.name), form=form)
