"""Spaces, topics and posts for tests."""

from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition
from lms.forum import actions
from lms.forum.actions import Writing
from lms.forum.models import Kind, Post, Topic
from lms.spaces import actions as spaces
from lms.spaces.models import Kind as SpaceKind
from lms.spaces.models import Space


def a_space(
    kind: SpaceKind = SpaceKind.THEME, *, name: str = "Fees and budgets", at: datetime
) -> Space:
    space = spaces.open_space(
        name.lower().replace(" ", "-"), kind=kind, name=name, purpose="", language="en", at=at
    )
    db.session.commit()
    return space


def space_of(edition: Edition, *, at: datetime) -> Space:
    space = spaces.kept(spaces.of_edition(edition, at=at))
    db.session.commit()
    return space


def a_topic(
    space: Space,
    by: User,
    *,
    title: str = "Who pays for the first visit?",
    body: str = "The firms say: the project.",
    kind: Kind = Kind.QUESTION,
    at: datetime,
) -> Topic:
    topic = actions.begin(space, title, kind.value, Writing(uuid4(), body, "en"), by=by, at=at)
    db.session.commit()
    return topic


def a_post(
    topic: Topic, by: User, body: str = "Half of it.", *, to: Post | None = None, at: datetime
) -> Post:
    topic = db.session.scalars(
        select(Topic)
        .options(joinedload(Topic.space))
        .where(Topic.id == topic.id)
        .execution_options(populate_existing=True)
    ).one()
    post = actions.reply(topic, Writing(uuid4(), body, "en"), to=to, by=by, at=at)
    db.session.commit()
    return post


def posts(topic: Topic, by: User, count: int, *, at: datetime) -> list[Post]:
    """So many, an hour apart, the last one at `at`."""
    return [
        a_post(topic, by, f"Post of {number}.", at=at - timedelta(hours=count - number))
        for number in range(1, count + 1)
    ]
