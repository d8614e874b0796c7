"""The forum of the measured world: a space of two hundred topics, and one topic of ten thousand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid5

from lms import markdown
from lms.db import db
from lms.forum.models import Post, PostMention, Topic, TopicReader
from lms.spaces import actions as spaces
from lms.spaces.models import Kind
from tests.bench.world import NOW, SPACE, TEXT, TRAINEES, Row, World, _write, trainee_id

TOPICS, POSTS, LONG = 200, 10, 10_000
OPENED, LEFT, NAMED = 100, 2, 8
"""Topics the trainee has opened, posts they left unread in each, and topics that name them."""


def add(world: World, scale: int) -> World:
    """The long topic has a space of its own, so that the list of the others stays as it is."""
    topics = scale * TOPICS
    busy, long = (
        spaces.open_space(slug, kind=Kind.THEME, name=slug, purpose="", language="en", at=NOW)
        for slug in ("bench", "bench-long")
    )
    _write(Topic, _topics(topics, busy.id, long.id))
    _write(Post, _posts(topics))
    _write(TopicReader, _read(topics))
    _write(PostMention, _mentions(topics))
    db.session.commit()
    return replace(
        world,
        places=world.places | {"space": busy.slug, "topic": 1, "long": topics + 1},
        size=world.size | {"posts": topics * POSTS + LONG},
    )


def _lengths(topics: int) -> Iterator[tuple[int, int]]:
    """(topic, its posts); the last one is long."""
    yield from ((number, POSTS) for number in range(1, topics + 1))
    yield topics + 1, LONG


def _topics(topics: int, space: int, space_of_long: int) -> Iterator[Row]:
    for number, length in _lengths(topics):
        yield {
            "id": number,
            "space_id": space if number <= topics else space_of_long,
            "kind": ("question", "discussion", "note")[number % 3],
            "title": f"Who pays for visit {number} to the dye house?",
            "language": "en",
            "author_id": _author(number, 1),
            "created_at": NOW - timedelta(days=30),
            "last_no": length,
            "bumped_at": NOW - timedelta(minutes=number),
        }


def _posts(topics: int) -> Iterator[Row]:
    html = str(markdown.from_member(TEXT * 3))
    for topic, length in _lengths(topics):
        for no in range(1, length + 1):
            yield {
                "id": _post_id(topic, no),
                "topic_id": topic,
                "no": no,
                "author_id": _author(topic, no),
                "reply_to_id": _post_id(topic, no - 2) if no % 4 == 3 else None,
                "key": uuid5(SPACE, f"post {topic} {no}"),
                "language": "en",
                "body": TEXT * 3,
                "html": html,
                "markdown_version": markdown.VERSION,
                "created_at": NOW - timedelta(days=29, minutes=topic) + timedelta(seconds=no),
            }


def _post_id(topic: int, no: int) -> int:
    """The long topic is the last, so its numbers may go on as far as they like."""
    return (topic - 1) * POSTS + no


def _author(topic: int, no: int) -> int:
    return trainee_id((topic + no) % TRAINEES)


def _read(topics: int) -> Iterator[Row]:
    for topic in range(1, min(topics, OPENED) + 1):
        yield {"user_id": trainee_id(0), "topic_id": topic, "last_read": POSTS - LEFT}


def _mentions(topics: int) -> Iterator[Row]:
    for topic in range(1, min(topics, NAMED) + 1):
        yield {"user_id": trainee_id(0), "post_id": _post_id(topic, POSTS)}
