"""Topics moved and split: addresses lead on, rights hold, and nothing happens twice."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import select

from lms.arranging import actions
from lms.db import db
from lms.forum import actions as forum
from lms.forum.models import Topic
from lms.spaces.models import Space
from tests.access_table import WHO
from tests.arranging.looking import found, left, posts, shown
from tests.forum.factories import a_post, a_topic
from tests.people import People
from tests.visitor import Visitor


def test_a_moved_topic_keeps_its_addresses_and_changes_its_readers(
    app: Flask, people: People, topic: Topic, staff_room: Space
) -> None:
    address = f"/p/{posts(topic)[2].id}"
    visitor = Visitor(app).signed_in(people.administrator)
    assert visitor.post(f"/topics/{topic.id}/place", {"space": "staff-room"}).location == (
        f"/topics/{topic.id}"
    )
    assert visitor.get(address, status=303).location == f"/topics/{topic.id}?at=3#post-3"
    gone = Visitor(app).signed_in(people.trainee)
    gone.get(address, status=404)
    gone.get(f"/topics/{topic.id}", status=404)
    Visitor(app).signed_in(people.other_coordinator).get(f"/topics/{topic.id}")


def test_the_search_follows_a_moved_topic_at_once(
    app: Flask, people: People, topic: Topic, staff_room: Space
) -> None:
    address = f"/p/{posts(topic)[2].id}"
    trainee, other = (
        Visitor(app).signed_in(person) for person in (people.trainee, people.other_coordinator)
    )
    assert (found(trainee, "answer+3"), found(other, "answer+3")) == ([address], [])
    administrator = Visitor(app).signed_in(people.administrator)
    administrator.post(f"/topics/{topic.id}/place", {"space": "staff-room"})
    assert (found(trainee, "answer+3"), found(other, "answer+3")) == ([], [address])
    assert "Forum · Staff room" in other.text()


def test_who_leads_one_space_only_moves_nothing_out_of_it(
    app: Flask, people: People, topic: Topic, staff_room: Space
) -> None:
    visitor = Visitor(app).signed_in(people.coordinator)
    visitor.get(f"/topics/{topic.id}/order")
    assert "You lead no other space that is open." in visitor.text()
    visitor.post(f"/topics/{topic.id}/place", {"space": "staff-room"}, status=422)
    Visitor(app).signed_in(people.trainee).get(f"/topics/{topic.id}")


def test_only_who_leads_changes_anything(app: Flask, people: People, topic: Topic) -> None:
    other = a_topic(topic.space, people.trainer, title="Another", at=topic.created_at)
    chosen = {"posts": [posts(topic)[2].id], "title": "Mine now"}
    acts = {
        "place": {"space": "x"},
        "split": chosen,
        "merger": {"into": other.id},
        "merger/check": {"into": other.id},
        "closure": {},
        "closure/end": {},
    }
    leads = {"trainer", "coordinator", "administrator"}
    sees = leads | {"classmate", "trainee", "other_supervisor", "supervisor", "assessor"}
    for who in set(WHO[1:]) - leads:
        visitor = Visitor(app).signed_in(getattr(people, who))
        for act, typed in acts.items():
            status = 403 if who in sees else 404
            visitor.post(f"/topics/{topic.id}/{act}", typed, status=status)
    assert [post.no for post in posts(topic)] == [1, 2, 3, 4]
    assert db.session.get_one(Topic, topic.id).closed_at is None


def test_split_posts_begin_a_topic_and_a_line_says_where_they_went(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    chosen = [post.id for post in posts(topic)[1:3]]
    visitor.signed_in(people.trainer).get(f"/topics/{topic.id}/split")
    assert [box.attrs["value"] for box in visitor.all("input[name=posts]")] == [
        str(post.id) for post in posts(topic)[1:]
    ]
    sent = {"posts": chosen, "title": "What a visit costs"}
    answer = visitor.post(f"/topics/{topic.id}/split", sent)

    visitor.get(answer.location)
    assert visitor.all("h1")[0].to_text() == "What a visit costs"
    assert shown(visitor) == ["post-1", "post-2"]
    visitor.get(f"/topics/{topic.id}")
    assert shown(visitor) == ["post-1", "post-4"]
    assert "2 posts" in visitor.all(".page-head")[0].to_text()
    assert left(visitor) == ["2 posts that followed here stand elsewhere now: What a visit costs"]
    assert visitor.get(f"/p/{chosen[1]}", status=303).location == f"{answer.location}?at=2#post-2"

    visitor.get(f"/topics/{topic.id}?at=last")
    assert shown(visitor) == ["post-1", "post-4"]


def test_the_line_is_read_only_by_who_may_see_the_new_place(
    app: Flask, people: People, topic: Topic, staff_room: Space, now: datetime
) -> None:
    new = actions.split(topic, {posts(topic)[1].id}, "Fees", by=people.trainer, at=now)
    actions.move(new, staff_room)
    for person, said in (
        (people.trainee, []),
        (people.trainer, ["1 post that followed here stands elsewhere now: Fees"]),
    ):
        visitor = Visitor(app).signed_in(person)
        assert "Fees" not in visitor.get(f"/forum/edition-{people.edition.id}").text
        visitor.get(f"/topics/{topic.id}")
        assert left(visitor) == said


def test_an_answer_to_a_post_that_went_says_nothing_of_it(
    app: Flask, people: People, topic: Topic, staff_room: Space, now: datetime
) -> None:
    answered = a_post(topic, people.supervisor, "Canary of the staff room.", at=now)
    a_post(topic, people.trainer, "I agree.", to=answered, at=now)
    db.session.refresh(topic)
    visitor = Visitor(app).signed_in(people.trainee)
    visitor.get(f"/topics/{topic.id}")
    assert "In reply to Sofia Example · Canary" in visitor.text()
    new = actions.split(topic, {answered.id}, "Fees", by=people.trainer, at=now)
    actions.move(new, staff_room)
    page = visitor.get(f"/topics/{topic.id}")
    assert "In reply to a post that stands elsewhere now" in visitor.text()
    assert "Canary" not in page.text
    assert "Sofia" not in page.text


def test_a_form_sent_twice_splits_once(visitor: Visitor, people: People, topic: Topic) -> None:
    sent = {"posts": [posts(topic)[2].id], "title": "What a visit costs"}
    visitor.signed_in(people.trainer)
    first = visitor.post(f"/topics/{topic.id}/split", sent)
    second = visitor.post(f"/topics/{topic.id}/split", sent)
    assert visitor.get(second.location, status=303).location.startswith(first.location)
    assert len(db.session.scalars(select(Topic)).all()) == 2


def test_a_split_that_says_nothing_keeps_what_was_chosen(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    chosen = posts(topic)[2].id
    visitor.signed_in(people.trainer)
    visitor.post(f"/topics/{topic.id}/split", {"posts": [chosen], "title": ""}, status=422)
    assert [box.attrs["value"] for box in visitor.all("input[checked]")] == [str(chosen)]
    visitor.post(f"/topics/{topic.id}/split", {"title": "Costs"}, status=422)
    assert "Choose at least one post." in visitor.text()
    assert [box.attrs["value"] for box in visitor.all("input[name=title]")] == ["Costs"]


def test_the_first_post_stays(people: People, topic: Topic, now: datetime) -> None:
    first = posts(topic)[0]
    with pytest.raises(actions.GoneError):
        actions.split(topic, {first.id}, "Fees", by=people.trainer, at=now)
    assert [post.no for post in posts(topic)] == [1, 2, 3, 4]


def test_an_answer_that_goes_leaves_the_question_open(
    people: People, topic: Topic, now: datetime
) -> None:
    asked, _stays, answer, _last = posts(topic)
    answer.topic = topic
    forum.accept(answer, at=now)
    new = actions.split(topic, {answer.id}, "Fees", by=people.trainer, at=now)
    db.session.refresh(answer)
    assert (topic.resolved_at, new.resolved_at, answer.accepted_at) == (None, None, None)
    assert asked.topic_id == topic.id


def test_an_answer_stays_one_below_its_question(
    people: People, topic: Topic, now: datetime
) -> None:
    _asked, second, answer, _last = posts(topic)
    answer.topic = topic
    forum.accept(answer, at=now)
    new = actions.split(topic, {second.id, answer.id}, "Fees", by=people.trainer, at=now)
    assert (topic.resolved_at, new.resolved_at) == (None, now)
    assert posts(new)[1].accepted_at == now


@pytest.mark.parametrize("typed", ["99999", "/topics/x", "", "own"])
def test_what_is_no_other_topic_of_theirs_is_refused_with_a_sentence(
    visitor: Visitor, people: People, topic: Topic, typed: str
) -> None:
    sent = {"address": typed.replace("own", str(topic.id))}
    visitor.signed_in(people.trainer)
    visitor.post(f"/topics/{topic.id}/merger/check", sent, status=422)
    assert "Choose another topic, in a space that you lead." in visitor.text()
    assert [box.attrs["value"] for box in visitor.all("input[name=address]")] == [sent["address"]]


def test_a_topic_is_closed_and_opened_again(visitor: Visitor, people: People, topic: Topic) -> None:
    visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/closure")
    visitor.get(f"/topics/{topic.id}")
    assert "This topic is closed: nothing new can be written." in visitor.text()
    visitor.post(f"/topics/{topic.id}/closure/end")
    visitor.get(f"/topics/{topic.id}")
    assert visitor.all("textarea[name=body]")
