"""The forum: rooms, and what people of several countries asked and answered there."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from lms.arranging import actions as arranging
from lms.attachments import actions as attachments
from lms.attachments.models import LARGEST_PICTURE
from lms.db import db
from lms.demo.drawn import a_sheet, a_shift_book
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.files.actions import examine
from lms.forum import actions, noting
from lms.forum.actions import Writing
from lms.forum.held import actions as held
from lms.forum.held.actions import Sent
from lms.forum.held.models import Why
from lms.forum.models import Post, Source, Topic
from lms.forum.reading import Span
from lms.spaces import actions as spaces
from lms.spaces.models import Kind, Space
from lms.tags import actions as tags

OLDEST = timedelta(days=200)
Spec = dict[str, Any]


def talk(world: World) -> None:
    """In the order of time, for a topic with a newer post stands above one with an older."""
    texts = read_texts("forum")
    rooms = {name: _opened(name, spec, world) for name, spec in texts["spaces"].items()}
    for spec in sorted(texts["topics"], key=lambda spec: -float(spec["posts"][-1]["days"])):
        _told(world, _room(world, rooms, spec["space"]), spec)


def _opened(name: str, spec: Spec, world: World) -> Space:
    return spaces.open_space(
        name,
        kind=Kind(spec["kind"]),
        name=spec["name"],
        purpose=spec["purpose"],
        language=spec["language"],
        at=world.at - OLDEST,
    )


def _room(world: World, rooms: dict[str, Space], name: str) -> Space:
    if not name.startswith("edition:"):
        return rooms[name]
    edition = world.editions[name.removeprefix("edition:")]
    return rooms.setdefault(name, spaces.of_edition(edition, at=world.at - OLDEST))


def _told(world: World, space: Space, spec: Spec) -> None:
    first, *rest = spec["posts"]
    topic = actions.begin(
        space,
        spec["title"],
        spec["kind"],
        _writing(first),
        by=world.people[first["by"]],
        at=_moment(world, first),
    )
    tags.put(topic.id, spec["tags"])
    posts = [db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()]
    _add_file(world, posts[0], first)
    for post in rest:
        posts.append(_answered(world, topic, post, posts))
    if "accepted" in spec:
        answer = posts[int(spec["accepted"]) - 1]
        answer.topic = topic
        actions.accept(answer, at=answer.created_at)
    if "split" in spec:
        _split_off(world, topic, posts, spec["split"])
    _change(world, topic, spec, posts)
    _hold_back(world, topic, spec, posts)


def _change(world: World, topic: Topic, spec: Spec, posts: list[Post]) -> None:
    for change in spec.get("changed", ()):
        post = posts[int(change["post"]) - 1]
        post.topic = topic
        actions.revise(post, _writing(change).body, at=_moment(world, change))


def _hold_back(world: World, topic: Topic, spec: Spec, posts: list[Post]) -> None:
    for sent in spec.get("held", ()):
        to = posts[int(sent["to"]) - 1]
        held.hold(
            Sent(_writing(sent), topic.space, topic, to),
            why=Why.LINKS,
            by=world.people[sent["by"]],
            at=_moment(world, sent),
        )


def _split_off(world: World, topic: Topic, posts: list[Post], spec: Spec) -> None:
    db.session.refresh(topic)
    chosen = {posts[int(number) - 1].id for number in spec["posts"]}
    by = world.people[spec["by"]]
    new = arranging.split(topic, chosen, spec["title"], by=by, at=_moment(world, spec))
    tags.change(new.id, [tags.add(spec["new_tag"], by=by, at=_moment(world, spec))])


def _answered(world: World, topic: Topic, spec: Spec, before: list[Post]) -> Post:
    """Whoever answers has seen what they answer; `to` is its number in the topic."""
    by = world.people[spec["by"]]
    noting.note_seen(by, topic.id, Span(1, int(spec["to"])))
    to = before[int(spec["to"]) - 1]
    post = actions.reply(topic, _writing(spec), to=to, by=by, at=_moment(world, spec))
    _add_file(world, post, spec)
    return post


def _add_file(world: World, post: Post, spec: Spec) -> None:
    """A sheet has lines; a page of a shift book has a head and rows."""
    if "file" not in spec:
        return
    said = spec["file"]
    made = a_sheet(said["lines"]) if "lines" in said else a_shift_book(said["head"], said["rows"])
    received = examine(
        FileStorage(BytesIO(made), filename=said["name"]), picture_most=LARGEST_PICTURE
    )
    sent = [attachments.Sent(received, said["shows"])]
    attachments.attach(post, sent, by=world.people[spec["by"]], at=post.created_at)


def _writing(spec: Spec) -> Writing:
    body = unwrapped(spec["body"])
    source = Source(spec.get("source", Source.WEB))
    return Writing(uuid4(), body, spec["language"], source=source)


def unwrapped(body: str) -> str:
    """Lines of the file are wrapped; those of a post end where a paragraph or a point does."""
    return re.sub(r"(?<!\n)\n(?![\n-])", " ", body.strip())


def _moment(world: World, spec: Spec) -> datetime:
    return world.at - timedelta(days=int(spec["days"])) + timedelta(hours=int(spec.get("hours", 0)))
