"""Who is told by mail that somebody answered."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import literal, select

from lms.accounts.models import User
from lms.db import db
from lms.editions import actions as editions
from lms.forum import actions, noting
from lms.forum.models import Post, Topic
from lms.forum.reading import Span
from lms.forum.reminders import answers
from lms.spaces.models import Kind, Space
from lms.spaces.queries import seen_by_each
from tests.access_table import WHO
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People, enrolment_of
from tests.visitor import Visitor


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


@pytest.fixture
def answer(people: People, topic: Topic, now: datetime) -> Post:
    first = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    return a_post(topic, people.trainer, "Half of it.", to=first, at=now)


def told(*people: User) -> list[tuple[int, str]]:
    return [(number, line.say()) for number, line in answers(people, people[0].created_at)]


def test_who_is_answered_is_told(app: Flask, people: People, answer: Post) -> None:
    everybody = (people.trainee, people.trainer, people.classmate)
    with app.test_request_context():
        assert told(*everybody) == [(people.trainee.id, "1 answer to you in the forum")]


@pytest.mark.parametrize("because", ["read", "removed", "left"])
def test_nobody_is_told_of_what_they_read_or_may_not_read(
    people: People, topic: Topic, answer: Post, now: datetime, because: str
) -> None:
    ways: dict[str, Callable[[], object]] = {
        "read": lambda: noting.note_seen(people.trainee, topic.id, Span(1, 2)),
        "removed": lambda: actions.remove(answer, reason="No.", by=people.trainer, at=now),
        "left": lambda: editions.end(enrolment_of(people.trainee, people.edition), at=now),
    }
    answer.topic = topic
    ways[because]()
    assert told(people.trainee) == []


def test_a_mail_sees_what_the_pages_show(app: Flask, people: People, now: datetime) -> None:
    """Two conditions say who sees a space: one for a reader, one for many at once."""
    a_topic(space_of(people.edition, at=now), people.trainer, at=now)
    for kind in (Kind.PUBLIC, Kind.THEME, Kind.PROJECT, Kind.STAFF):
        a_topic(a_space(kind, name=kind.value, at=now), people.administrator, at=now)
    for who in WHO[1:]:
        person = getattr(people, who)
        visitor = Visitor(app).signed_in(person)
        visitor.get("/forum")
        linked = {
            link.attrs["href"].removeprefix("/forum/") for link in visitor.all(".row-title a")
        }
        slugs = db.session.scalars(select(Space.slug).where(seen_by_each(literal(person.id))))
        assert linked - {f"edition-{people.other_edition.id}"} == set(slugs), who
