"""What people in the demo world say of posts: useful, tried, thanks, a question."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.forum.models import Post, Topic
from lms.reactions import actions
from lms.reactions.models import Kind

Spec = dict[str, Any]


def react(world: World) -> None:
    for spec in read_texts("reactions")["reactions"]:
        for kind in Kind:
            _said(world, post_of(spec), kind, spec)


def post_of(spec: Spec) -> Post:
    """By the title of its topic and its number there."""
    query = select(Post).join(Post.topic)
    return db.session.scalars(
        query.where(Topic.title == spec["topic"], Post.no == int(spec["post"]))
    ).one()


def _said(world: World, post: Post, kind: Kind, spec: Spec) -> None:
    said = spec.get(kind.value, [])
    for who in said:
        words = said[who] if kind is Kind.TRIED else ""
        at = world.at - timedelta(days=int(spec["days"]))
        actions.react(post, kind, words=words, by=world.people[who], at=at)
