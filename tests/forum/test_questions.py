"""A question is resolved when who asked says so, and open again when they write in it."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from lms.db import db
from lms.forum import actions
from lms.forum.models import Post, Topic
from tests.forum.factories import a_post, a_topic, posts, space_of
from tests.forum.held import written
from tests.people import People
from tests.visitor import Visitor

OPEN_AGAIN = "Your question is open again."


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    """A question of Ana's that Teresa has answered, and that Ana has called resolved."""
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    answer = a_post(topic, people.trainer, at=now)
    answer.topic = topic
    actions.accept(answer, at=now)
    db.session.commit()
    return topic


def is_resolved(topic: Topic) -> bool:
    return db.session.scalar(select(Topic.resolved_at).where(Topic.id == topic.id)) is not None


@pytest.mark.parametrize(
    ("who", "resolved"), [("trainee", False), ("classmate", True), ("trainer", True)]
)
def test_only_whoever_asked_opens_it_again_by_writing(
    visitor: Visitor, people: People, topic: Topic, who: str, *, resolved: bool
) -> None:
    """What answered it stays marked: it did answer what was asked."""
    assert is_resolved(topic)
    form = written(body="And the second visit?")
    visitor.signed_in(getattr(people, who)).post(f"/topics/{topic.id}/posts", form)
    assert is_resolved(topic) is resolved
    visitor.get(f"/topics/{topic.id}")
    assert (OPEN_AGAIN in visitor.text()) is not resolved
    assert ("Resolved" in visitor.all(".page-head")[0].to_text()) is resolved
    assert [post.attrs["id"] for post in visitor.all(".post-answer")] == ["post-2"]


def test_it_is_resolved_again_with_one_click(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", written(body="Thank you."))
    visitor.post(f"/topics/{topic.id}/resolution")
    assert is_resolved(topic)


def test_a_question_that_is_open_says_nothing_of_it(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/reopening")
    visitor.post(f"/topics/{topic.id}/posts", written(body="And the second visit?"))
    visitor.get(f"/topics/{topic.id}")
    assert OPEN_AGAIN not in visitor.text()


def test_a_form_that_comes_twice_opens_nothing_that_was_settled_between(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    form = written(body="Thank you.")
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", form)
    visitor.post(f"/topics/{topic.id}/resolution")
    visitor.post(f"/topics/{topic.id}/posts", form)
    assert is_resolved(topic)
    assert len(db.session.scalars(select(Post.id)).all()) == 3


def test_a_question_leads_to_what_answers_it_and_from_another_page_too(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    posts(topic, people.classmate, 30, at=now)
    visitor.signed_in(people.classmate)
    for page, leads_to in (
        ("", "#post-2"),
        ("?at=last", f"/topics/{topic.id}?at=2#post-2"),
    ):
        visitor.get(f"/topics/{topic.id}{page}")
        assert [link.attrs["href"] for link in answers(visitor)] == [leads_to]
    answer = db.session.scalars(select(Post).where(Post.no == 2)).one()
    answer.topic = topic
    actions.remove(answer, reason="Wrong.", by=people.trainer, at=now)
    db.session.commit()
    visitor.get(f"/topics/{topic.id}")
    assert answers(visitor) == []


def answers(visitor: Visitor) -> list[Any]:
    return [link for link in visitor.all("a") if link.to_text() == "Go to the post that answers it"]
