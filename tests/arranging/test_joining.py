"""Two topics made one: addresses lead on, rights hold, and nothing happens twice."""

from datetime import datetime
from uuid import uuid4

from flask import Flask

from lms.arranging import actions
from lms.db import db
from lms.forum import actions as forum
from lms.forum.actions import Writing
from lms.forum.models import Kind as TopicKind
from lms.forum.models import Topic
from lms.spaces.models import Space
from tests.arranging.looking import do_jobs, found, posts, shown
from tests.forum.factories import a_post, a_topic, space_of
from tests.forum.held import sent
from tests.people import People
from tests.visitor import Visitor


def test_a_topic_is_joined_to_another_after_a_look_at_both(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    other = a_topic(topic.space, people.classmate, title="Who pays at all?", at=now)
    a_post(other, people.trainer, "The town did.", at=now)
    moved = posts(other)[1]
    visitor.signed_in(people.trainer).get(f"/topics/{other.id}/merger")
    assert [box.attrs["value"] for box in visitor.all("input[name=into]")] == [str(topic.id)]
    visitor.post(f"/topics/{other.id}/merger/check", {"into": topic.id}, status=200)
    assert "2 posts of “Who pays at all?” go to the end of" in visitor.text()
    assert len(posts(other)) == 2

    sent = {"into": topic.id}
    answer = visitor.post(f"/topics/{other.id}/merger", sent)
    assert answer.location == f"/topics/{topic.id}?at=5#post-5"
    visitor.get(answer.location)
    assert shown(visitor) == [f"post-{no}" for no in (2, 3, 4, 5, 6)]
    assert visitor.get(f"/p/{moved.id}", status=303).location == f"/topics/{topic.id}?at=6#post-6"
    old = visitor.get(f"/topics/{other.id}?at=2", status=303)
    assert old.location == f"/topics/{topic.id}?at=6#post-6"
    assert visitor.post(f"/topics/{other.id}/merger", sent).location == f"/topics/{topic.id}"
    assert len(posts(topic)) == 6
    visitor.get(f"/forum/edition-{people.edition.id}")
    assert len(visitor.all(".topic-row")) == 1


def test_an_address_leads_on_through_two_mergers_and_only_for_its_readers(
    app: Flask, people: People, topic: Topic, staff_room: Space, now: datetime
) -> None:
    second = a_topic(topic.space, people.trainer, title="Second", at=now)
    third = a_topic(staff_room, people.trainer, title="Third", at=now)
    actions.merge(topic, second, by=people.administrator, at=now)
    actions.merge(second, third, by=people.administrator, at=now)
    answer = Visitor(app).signed_in(people.administrator).get(f"/topics/{topic.id}", status=303)
    assert answer.location == f"/topics/{third.id}?at=3#post-3"
    assert posts(third)[2].body == "The firms say: the project."
    trainee = Visitor(app).signed_in(people.trainee)
    trainee.get(f"/topics/{topic.id}", status=404)
    trainee.get(f"/topics/{third.id}", status=404)


def test_the_search_follows_joined_topics(
    app: Flask, people: People, topic: Topic, staff_room: Space, now: datetime
) -> None:
    other = a_topic(staff_room, people.trainer, title="Vats and dyers", at=now)
    address = f"/p/{posts(topic)[2].id}"
    visitor = Visitor(app).signed_in(people.administrator)
    visitor.post(f"/topics/{topic.id}/merger", {"address": f"http://x.example/topics/{other.id}"})
    trainee, other_one = (
        Visitor(app).signed_in(person) for person in (people.trainee, people.other_coordinator)
    )
    assert (found(trainee, "answer+3"), found(other_one, "answer+3")) == ([], [address])
    do_jobs()
    assert found(other_one, "vats+answer+3") == [address]
    assert found(other_one, "visit+answer+3") == []


def test_one_cannot_join_a_topic_to_one_that_others_lead(
    visitor: Visitor, people: People, topic: Topic, staff_room: Space, now: datetime
) -> None:
    closed = a_topic(staff_room, people.other_coordinator, title="Canary", at=now)
    page = visitor.signed_in(people.trainer).get(f"/topics/{topic.id}/merger")
    assert "Canary" not in page.text
    page = visitor.post(f"/topics/{topic.id}/merger", {"into": closed.id}, status=422)
    assert "Canary" not in page.text
    assert len(posts(topic)) == 4


def test_two_answers_are_not_kept_and_one_goes_along(
    people: People, topic: Topic, now: datetime
) -> None:
    answer = posts(topic)[2]
    answer.topic = topic
    forum.accept(answer, at=now)
    open_question, settled = (
        a_topic(topic.space, people.trainer, title=title, at=now) for title in ("Open", "Settled")
    )
    actions.merge(topic, open_question, by=people.trainer, at=now)
    db.session.refresh(answer)
    assert (open_question.resolved_at, answer.accepted_at) == (now, now)
    forum.resolve(settled, at=now)
    actions.merge(open_question, settled, by=people.trainer, at=now)
    db.session.refresh(answer)
    assert answer.accepted_at is None


def test_what_was_being_written_arrives_where_the_topic_went(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    other = a_topic(topic.space, people.trainer, title="Another", at=now)
    actions.merge(topic, other, by=people.trainer, at=now)
    sent = {"key": str(uuid4()), "body": "Half of it.", "language": "en"}
    answer = visitor.signed_in(people.trainee).post(f"/topics/{topic.id}/posts", sent)
    assert answer.location == f"/topics/{other.id}?at=6#post-6"
    late = forum.reply(topic, Writing(uuid4(), "Late", "en"), by=people.trainee, at=now)
    assert (late.topic_id, late.no) == (other.id, 7)


def test_what_waits_to_be_looked_at_waits_where_its_topic_went(
    app: Flask, people: People, topic: Topic, staff_room: Space, now: datetime
) -> None:
    row = sent(Visitor(app), people, topic)
    assert (row.topic_id, row.space_id) == (topic.id, topic.space_id)
    other = a_topic(staff_room, people.administrator, title="Another", at=now)
    db.session.refresh(topic)
    actions.merge(topic, other, by=people.administrator, at=now)
    db.session.refresh(row)
    assert (row.topic_id, row.space_id) == (other.id, staff_room.id)
    actions.move(other, space_of(people.edition, at=now))
    db.session.refresh(row)
    assert row.space_id == other.space_id


def test_a_topic_that_decides_something_goes_into_no_other(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    topic.kind = TopicKind.DECISION.value
    other = a_topic(topic.space, people.trainer, title="Another", at=now)
    visitor.signed_in(people.trainer).get(f"/topics/{topic.id}/order")
    assert "In this one something is decided, so it stays." in visitor.text()
    visitor.post(f"/topics/{topic.id}/merger", {"into": other.id}, status=403)
    assert len(posts(topic)) == 4
