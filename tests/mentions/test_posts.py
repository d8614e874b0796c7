"""Names in posts, from the form to the page of what is new, and to the mails."""

from datetime import datetime
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.editions import actions as editions
from lms.editions.models import Role
from lms.following.actions import choose_for_topic
from lms.following.queries import listeners
from lms.following.reminders import what_is_new
from lms.forum import actions, afterwards
from lms.forum.models import Level, Post, Topic
from lms.notifications.actions import choose
from lms.notifications.models import Category, How
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    assert people.classmate
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


def written(body: str) -> dict[str, str]:
    return {"key": str(uuid4()), "body": body, "language": "en"}


def names_are_kept() -> None:
    """What the worker does with every post at once."""
    for number in db.session.scalars(select(Post.id)):
        afterwards.keep_names(number)
    db.session.commit()


def heads(visitor: Visitor) -> list[str]:
    return [head.to_text() for head in visitor.all("main h2")]


def test_a_mention_is_marked_and_comes_before_all_else(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainee)
    answer = visitor.post(f"/topics/{topic.id}/posts", written("What does @Bruno say, @nobody?"))
    names_are_kept()
    visitor.get(answer.location)
    assert [mark.to_text() for mark in visitor.all("#post-2 .mention")] == ["@Bruno"]

    visitor.signed_in(people.classmate).get("/forum/catch-up")
    assert heads(visitor) == ["Mentions of you", "In what you follow"]
    assert [badge.to_text() for badge in visitor.all(".topic-row .badge")] == ["1 new"]
    visitor.get(f"/topics/{topic.id}")
    assert "You follow this topic because you were mentioned in it." in visitor.text()
    visitor.get("/forum/catch-up")
    assert "You have read everything" in visitor.text()


def test_a_mention_that_is_an_answer_stands_once(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    first = db.session.scalars(select(Post)).one()
    a_post(topic, people.classmate, "@ana: half of it.", to=first, at=now)
    names_are_kept()
    visitor.signed_in(people.trainee).get("/forum/catch-up")
    assert heads(visitor) == ["Mentions of you", "In what you follow"]
    with visitor.app.test_request_context():
        (line,) = [line.say() for _who, line in what_is_new([people.trainee], now)]
    assert line.startswith("1 mention of you in “Who pays")


@pytest.mark.parametrize("because", ["muted", "removed", "left"])
def test_it_is_gone_with_the_post_the_right_and_the_wish(
    visitor: Visitor, people: People, topic: Topic, now: datetime, because: str
) -> None:
    post = a_post(topic, people.trainer, "Ask @bruno.", at=now)
    post.topic = topic
    names_are_kept()
    if because == "muted":
        choose_for_topic(people.classmate, topic.id, Level.MUTE)
    elif because == "removed":
        actions.remove(post, reason="No.", by=people.trainer, at=now)
    else:
        editions.end(enrolment_of(people.classmate, people.edition), at=now)
    visitor.signed_in(people.classmate).get("/forum/catch-up")
    assert "Mentions of you" not in visitor.text()


def test_mentions_go_out_at_once_to_who_muted_nothing(
    people: People, topic: Topic, now: datetime
) -> None:
    for person in (people.classmate, people.supervisor):
        choose(person, {Category.OTHERS: How.AT_ONCE})
    choose_for_topic(people.classmate, topic.id, Level.NORMAL)
    choose_for_topic(people.supervisor, topic.id, Level.MUTE)
    post = a_post(topic, people.trainer, "Ask @bruno and @sofia.", at=now)
    names_are_kept()
    rows = db.session.execute(listeners(post.id)).all()
    assert [(row[0].id, row[6]) for row in rows] == [(people.classmate.id, True)]


def test_a_form_that_names_too_many_says_so_and_keeps_what_was_typed(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainee)
    for address in (f"/topics/{topic.id}/posts", f"/forum/edition-{people.edition.id}/topics"):
        said = written("What do @trainees say?") | {"kind": "question", "title": "Fees"}
        visitor.post(address, said, status=422)
        assert "Only those who teach call in a whole group" in visitor.text()
        assert visitor.all("textarea[name=body]")[0].to_text() == "What do @trainees say?"
    assert db.session.scalar(select(func.count()).select_from(Post)) == 1


def test_a_change_names_others_under_the_same_limits(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainee, "Ask somebody.", at=now)
    visitor.signed_in(people.trainee).post(
        f"/p/{post.id}/revisions", written("Ask @trainees."), status=422
    )
    assert "Only those who teach" in visitor.text()
    visitor.post(f"/p/{post.id}/revisions", written("Ask @bruno."))
    visitor.get(f"/topics/{topic.id}")
    assert [mark.to_text() for mark in visitor.all(".mention")] == ["@bruno"]


def test_a_preview_shows_who_is_meant_and_keeps_nothing(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainee)
    visitor.post(f"/topics/{topic.id}/preview", written("Ask @bruno."), status=200)
    assert [mark.to_text() for mark in visitor.all(".card .mention")] == ["@bruno"]


def test_a_page_says_how_and_whom(visitor: Visitor, people: People, topic: Topic) -> None:
    twins = [a_person(name) for name in ("eva.a", "eva.b")]
    for twin in twins:
        twin.name = "Eva Example"
        enrol(twin, people.edition, Role.TRAINEE)
    people.classmate.country = "SN"
    address = f"/forum/edition-{people.edition.id}/names"
    visitor.signed_in(people.trainee).get(address)
    named = [mark.to_text() for mark in visitor.all(".rows .mention")]
    assert named == ["@bruno-example", *(f"@eva-example-{twin.id}" for twin in twins)]
    assert "@trainees" not in visitor.text()
    assert "at most" in visitor.text()

    visitor.signed_in(people.trainer).get(address)
    assert "@trainees" in visitor.text()
    assert "@senegal" in visitor.text()
    visitor.signed_in(people.outsider).get(address, status=404)


def test_many_names_cost_what_one_costs(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(f"/topics/{topic.id}/posts", written("@bruno"))
    one = visitor.statements
    visitor.post(f"/topics/{topic.id}/posts", written("@ana @bruno @trainees @senegal"))
    assert visitor.statements == one
    assert a_space(at=now)
