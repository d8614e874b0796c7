"""Pages follow each other without a gap and without a double while others write."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from lms.db import db
from lms.forum.models import Topic
from lms.spaces.models import Space
from tests.forum.factories import a_post, a_space, a_topic, posts, space_of
from tests.people import People
from tests.visitor import Visitor

ARRIVE = 100


def walked(
    visitor: Visitor, path: str, rel: str, between: Callable[[], None], what: str
) -> list[str]:
    """What each page shows from there on; something happens between two of them."""
    visitor.get(path)
    found = [node.attrs["id" if what == "article.post" else "href"] for node in visitor.all(what)]
    while links := visitor.all(f"a[rel={rel}]"):
        between()
        visitor.get(links[-1].attrs["href"])
        found += [
            node.attrs["id" if what == "article.post" else "href"] for node in visitor.all(what)
        ]
    return found


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    posts(topic, people.trainer, 60, at=now)
    return topic


@pytest.mark.long
def test_forward_a_hundred_posts_that_arrive_meanwhile_come_once_and_last(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    left = ARRIVE

    def fifty_arrive() -> None:
        nonlocal left
        for _post in range(min(left, 50)):
            a_post(topic, people.classmate, at=now + timedelta(hours=ARRIVE - left + 1))
            left -= 1

    visitor.signed_in(people.trainee)
    shown = walked(visitor, f"/topics/{topic.id}", "next", fifty_arrive, "article.post")
    assert shown == [f"post-{no}" for no in range(1, 62 + ARRIVE)]


@pytest.mark.long
def test_backward_they_are_on_none_of_the_pages(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    written = 0

    def some_arrive() -> None:
        nonlocal written
        for _post in range(ARRIVE // 4):
            written += 1
            a_post(topic, people.classmate, at=now + timedelta(hours=written))

    visitor.signed_in(people.trainee)
    shown = walked(visitor, f"/topics/{topic.id}?at=last", "prev", some_arrive, "article.post")
    assert written >= ARRIVE // 2
    assert sorted(shown, key=lambda name: int(name[5:])) == [f"post-{no}" for no in range(1, 62)]


def test_a_list_of_topics_shows_each_that_was_there_once_though_a_hundred_come(
    visitor: Visitor, people: People, now: datetime
) -> None:
    space = a_space(at=now)
    there = add(space, people, 100, at=now)

    def more_come() -> None:
        add(space, people, ARRIVE // 2, at=now + timedelta(hours=1))

    visitor.signed_in(people.trainee)
    shown = walked(visitor, f"/forum/{space.slug}", "next", more_come, ".row-title a")
    assert shown == [f"/topics/{number}" for number in reversed(there)]


def add(space: Space, people: People, count: int, *, at: datetime) -> list[int]:
    """So many, a second apart; two of them at the same moment each time."""
    rows = [
        {
            "space_id": space.id,
            "kind": "question",
            "title": "Who pays?",
            "language": "en",
            "author_id": people.trainee.id,
            "created_at": at,
            "last_no": 1,
            "bumped_at": at + timedelta(seconds=number // 2),
        }
        for number in range(count)
    ]
    made = db.session.scalars(insert(Topic).returning(Topic.id, sort_by_parameter_order=True), rows)
    return list(made)
