from datetime import datetime

import pytest
from sqlalchemy import select

from lms.db import db
from lms.forum.held.models import HeldWriting
from lms.forum.models import Post, Topic
from lms.spaces.models import Space
from tests.forum.factories import a_post, a_topic, space_of
from tests.forum.held import SPAM, decided, posts, sent, the_held, written
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    """Of the trainer's, in the space of Ana's edition."""
    return a_topic(space_of(people.edition, at=now), people.trainer, at=now)


def test_whoever_leads_the_space_lets_it_stand(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    row = sent(visitor, people, topic)
    visitor.signed_in(people.coordinator).get("/forum")
    assert "To look at: 1" in visitor.text()
    visitor.get("/forum/reports")
    visitor.get(visitor.all(".row-title a")[0].attrs["href"])
    assert "It is one of their first posts" in visitor.text()

    decided(visitor, row, "released")
    post = db.session.scalars(select(Post).where(Post.no == 2)).one()
    assert (post.author_id, post.body) == (people.trainee.id, SPAM)
    assert the_held().body == ""
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    assert "fees.example" in visitor.text()
    visitor.signed_in(people.trainee).get(f"/topics/{topic.id}")
    assert visitor.all("#waiting") == []


def test_let_in_twice_it_is_one_post(visitor: Visitor, people: People, topic: Topic) -> None:
    row = sent(visitor, people, topic)
    visitor.signed_in(people.coordinator)
    for _click in range(2):
        decided(visitor, row, "released", seen=1)
    assert posts() == 2


def test_sent_twice_it_waits_once_and_leads_to_the_post_it_has_become(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    form = written()
    visitor.signed_in(people.trainee)
    for _click in range(2):
        visitor.post(f"/topics/{topic.id}/posts", form)
    visitor.post(f"/topics/{topic.id}/posts", form | {"body": f"{SPAM} Now."}, status=422)
    assert visitor.all("textarea[name=body]")[0].to_text() == f"{SPAM} Now."

    decided(visitor.signed_in(people.coordinator), the_held(), "released")
    answer = visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", form)
    assert answer.location == f"/p/{the_held().post_id}"
    assert posts() == 2


def test_while_it_waits_the_same_form_brings_nothing_else_in(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    """Whoever goes back and leaves the link out is asked, and sends it as another one."""
    form = written()
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", form)
    visitor.post(f"/topics/{topic.id}/posts", form | {"body": "Fees are cheap."}, status=422)
    assert "This form was sent before, with another text" in visitor.text()
    another = visitor.all("[name=key]")[0].attrs["value"]
    visitor.post(f"/topics/{topic.id}/posts", form | {"body": "Fees are cheap.", "key": another})
    decided(visitor.signed_in(people.coordinator), the_held(), "released")
    assert posts() == 3


def test_it_takes_its_number_when_it_is_let_in(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    first = db.session.scalars(select(Post)).one()
    row = sent(visitor, people, topic, reply_to=str(first.id))
    a_post(topic, people.classmate, at=now)
    decided(visitor.signed_in(people.trainer), row, "released")
    post = db.session.get_one(Post, the_held().post_id)
    assert (post.no, post.reply_to_id) == (3, first.id)
    visitor.signed_in(people.classmate).get("/forum/catch-up")
    assert "2 new" in visitor.text()


def test_a_topic_waits_in_the_space(visitor: Visitor, people: People) -> None:
    address = f"/forum/edition-{people.edition.id}"
    form = written(kind="question", title="Cheap fees")
    answer = visitor.signed_in(people.trainee).post(f"{address}/topics", form)
    visitor.get(answer.location)
    assert visitor.all("#waiting .row-title")[0].to_text() == "Cheap fees"
    visitor.signed_in(people.classmate).get(address)
    assert "Cheap fees" not in visitor.text()

    decided(visitor.signed_in(people.trainer), the_held(), "released")
    visitor.signed_in(people.classmate).get(address)
    assert [link.to_text() for link in visitor.all(".topic-row a")] == ["Cheap fees"]


def test_the_author_reads_why_it_was_not_let_in_and_sends_it_again(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    row = sent(visitor, people, topic)
    why = "Say what the firms pay, without the advertisement."
    decided(visitor.signed_in(people.trainer), row, "refused", reason=why)
    visitor.get("/forum/reports")
    assert "Nothing waits for you" in visitor.text()

    visitor.signed_in(people.trainee).get(f"/topics/{topic.id}")
    assert f"Not let in: {why}" in visitor.text()
    visitor.get(f"/forum/held/{row.id}/edit")
    assert f"Not let in by Teresa Example: {why}" in visitor.text()
    assert visitor.all("textarea[name=body]")[0].to_text() == SPAM
    visitor.post(f"/forum/held/{row.id}/revisions", {"body": "They pay half."})
    visitor.signed_in(people.trainer).get("/forum/reports")
    assert "They pay half." in visitor.text()


def test_refused_without_a_reason_it_waits_on(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    row = sent(visitor, people, topic)
    visitor.signed_in(people.trainer)
    form = {"seen": 1, "outcome": "refused", "reason": ""}
    visitor.post(f"/forum/held/{row.id}/decisions", form, status=422)
    assert "Give a reason" in visitor.text()
    assert the_held().decided_at is None


def test_what_was_changed_since_is_read_again_before_it_stands(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    row = sent(visitor, people, topic)
    visitor.post(f"/forum/held/{row.id}/revisions", {"body": "Worse: https://worse.example"})
    visitor.signed_in(people.trainer)
    form = {"seen": 1, "outcome": "released", "reason": ""}
    visitor.post(f"/forum/held/{row.id}/decisions", form, status=422)
    assert "It has changed since you opened this page" in visitor.text()
    assert "worse.example" in visitor.text()
    assert posts() == 1
    decided(visitor, the_held(), "released", seen=visitor.all("[name=seen]")[0].attrs["value"])
    assert posts() == 2


def test_taken_back_it_is_gone(visitor: Visitor, people: People, topic: Topic) -> None:
    row = sent(visitor, people, topic)
    visitor.post(f"/forum/held/{row.id}/withdrawal")
    assert db.session.scalars(select(HeldWriting)).all() == []


def test_what_stands_meanwhile_is_neither_changed_nor_taken_back_here(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    row = sent(visitor, people, topic)
    decided(visitor.signed_in(people.trainer), row, "released")
    visitor.signed_in(people.trainee)
    visitor.post(f"/forum/held/{row.id}/revisions", {"body": "Three of them."}, status=422)
    assert "It has become a post meanwhile" in visitor.text()
    assert visitor.all("textarea[name=body]")[0].to_text() == "Three of them."
    answer = visitor.post(f"/forum/held/{row.id}/withdrawal")
    assert answer.location == f"/p/{the_held().post_id}"
    form = {"seen": 1, "outcome": "refused", "reason": "Too late."}
    visitor.signed_in(people.trainer).post(f"/forum/held/{row.id}/decisions", form, status=422)
    assert "Somebody else has let it stand" in visitor.text()


def test_nothing_is_let_into_a_closed_space(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    row = sent(visitor, people, topic)
    db.session.get_one(Space, topic.space_id).closed_at = now
    form = {"seen": 1, "outcome": "released", "reason": ""}
    visitor.signed_in(people.trainer).post(f"/forum/held/{row.id}/decisions", form, status=422)
    assert "it is closed" in visitor.text()
    assert posts() == 1


@pytest.mark.parametrize("who", ["trainee", "classmate", "supervisor", "other_coordinator"])
def test_nobody_else_decides(visitor: Visitor, people: People, topic: Topic, who: str) -> None:
    row = sent(visitor, people, topic)
    form = {"seen": 1, "outcome": "released", "reason": ""}
    address = f"/forum/held/{row.id}/decisions"
    visitor.signed_in(getattr(people, who)).post(address, form, status=404)
    assert posts() == 1


def test_where_its_topic_was_moved_others_look_at_it(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    row = sent(visitor, people, topic)
    db.session.get_one(Topic, topic.id).space_id = space_of(people.other_edition, at=now).id
    visitor.signed_in(people.trainer).get(f"/forum/held/{row.id}/decision", status=404)
    visitor.get("/forum/reports")
    assert "fees.example" not in visitor.page.to_text()
    visitor.signed_in(people.other_coordinator).get("/forum/reports")
    assert "fees.example" in visitor.text()
    decided(visitor, row, "released")


def test_another_text_from_the_form_of_what_was_let_in_is_not_lost(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    form = written()
    row = sent(visitor, people, topic, **form)
    decided(visitor.signed_in(people.trainer), row, "released")
    visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", form)
    assert posts() == 2
    other = form | {"body": f"{SPAM} Since June."}
    visitor.post(f"/topics/{topic.id}/posts", other, status=422)
    assert "This form was sent before, with another text." in visitor.text()
    assert visitor.all("#body")[0].to_text().strip() == other["body"]
