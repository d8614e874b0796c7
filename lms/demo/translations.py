"""What people in the demo world put into other languages, corrected, and said to be right."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import joinedload

from lms.db import db
from lms.demo.forum import unwrapped
from lms.demo.reactions import post_of
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.forum.models import Post, Topic
from lms.translations import actions
from lms.translations.actions import Wording
from lms.translations.models import Kind, PostTranslation, mark_of

Spec = dict[str, Any]


def translate(world: World) -> None:
    for spec in read_texts("translations")["translations"]:
        _translated(world, post_of(spec), spec)


def _translated(world: World, post: Post, spec: Spec) -> None:
    topic = db.session.get_one(Topic, post.topic_id, options=[joinedload(Topic.space)])
    post.topic = topic
    row = _written(world, post, spec, spec, seen=0)
    if "corrected" in spec:
        _written(world, post, spec, spec["corrected"], seen=row.version)
    if "verified" in spec:
        who, at = world.people[spec["verified"]], row.at + timedelta(hours=5)
        actions.verify(row, seen=row.version, by=who, at=at)


def _written(world: World, post: Post, spec: Spec, text: Spec, *, seen: int) -> PostTranslation:
    source = mark_of(post)
    kind = Kind(spec.get("kind", Kind.HUMAN))
    wording = Wording(spec.get("title", ""), unwrapped(text["body"]), source, seen, kind)
    at = world.at - timedelta(days=int(text["days"]))
    return actions.write(post, spec["language"], wording, by=world.people[text["by"]], at=at)
