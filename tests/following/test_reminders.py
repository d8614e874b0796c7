"""By topic, in the mail of the day: what answers the person, what they follow, what is new."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import insert, select

from lms.accounts.models import User
from lms.db import db
from lms.editions import actions as editions
from lms.following import reminders
from lms.following.actions import choose_for_space, choose_for_topic
from lms.following.reminders import what_is_new
from lms.forum import actions, noting
from lms.forum.models import Level, Post, Topic
from lms.forum.reading import Span
from lms.notifications import digest
from lms.notifications.models import Reminder
from tests.forum.factories import a_post, a_topic, space_of
from tests.notifications.test_digest import MONDAY, letters
from tests.people import People, enrolment_of


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    assert people.administrator
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


@pytest.fixture
def answer(people: People, topic: Topic, now: datetime) -> Post:
    first = db.session.scalars(select(Post).where(Post.topic_id == topic.id)).one()
    a_post(topic, people.trainer, "Ask three firms.", at=now)
    return a_post(topic, people.trainer, "Half of it.", to=first, at=now)


def told(app: Flask, now: datetime, *people: User) -> list[tuple[int, str]]:
    with app.test_request_context():
        return [(number, line.say()) for number, line in what_is_new(people, now)]


def test_who_is_answered_or_follows_is_told_how_much_and_why(
    app: Flask, people: People, topic: Topic, answer: Post, now: datetime
) -> None:
    noting.note_seen(people.classmate, topic.id, Span(1, 1))
    everybody = (people.trainee, people.classmate)
    said = "1 answer to you, 1 new post in “Who pays for the first visit?” (because you began it)"
    assert told(app, now, *everybody) == [(people.trainee.id, said)]

    choose_for_topic(people.trainee, topic.id, Level.NORMAL)
    said = "1 answer to you in “Who pays for the first visit?”"
    assert told(app, now, *everybody) == [(people.trainee.id, said)]


@pytest.mark.parametrize("because", ["read", "removed", "left", "muted", "muted space", "mailed"])
def test_nobody_is_told_of_what_they_read_or_may_not_or_will_not_read(
    app: Flask, people: People, topic: Topic, now: datetime, because: str
) -> None:
    post = a_post(topic, people.trainer, at=now)
    post.topic, ana = topic, people.trainee
    mailed = {"user_id": ana.id, "key": f"post:{post.id}", "sent_at": now}
    ways: dict[str, Callable[[], object]] = {
        "read": lambda: noting.note_seen(ana, topic.id, Span(1, 2)),
        "removed": lambda: actions.remove(post, reason="No.", by=people.trainer, at=now),
        "left": lambda: editions.end(enrolment_of(ana, people.edition), at=now),
        "muted": lambda: choose_for_topic(ana, topic.id, Level.MUTE),
        "muted space": lambda: choose_for_space(ana, topic.space_id, Level.MUTE),
        "mailed": lambda: db.session.execute(insert(Reminder), [mailed]),
    }
    assert len(told(app, now, ana)) == 1
    ways[because]()
    assert told(app, now, ana) == []


def test_new_topics_are_told_to_who_leads_or_asked(
    app: Flask, people: People, now: datetime
) -> None:
    everybody = (people.trainer, people.classmate, people.supervisor)
    at = now + timedelta(minutes=1)
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=at)
    said = "A new topic: “Who pays for the first visit?”"
    assert told(app, at, *everybody) == [(people.trainer.id, said)]
    choose_for_space(people.trainer, topic.space_id, Level.NORMAL)
    choose_for_space(people.classmate, topic.space_id, Level.FOLLOW)
    assert told(app, at, *everybody) == [(people.classmate.id, said)]
    a_post(topic, people.trainee, at=at)
    choose_for_space(people.classmate, topic.space_id, Level.ALL)
    said = "A new topic with 2 posts: “Who pays for the first visit?”"
    assert told(app, at, *everybody) == [(people.classmate.id, said)]


def test_many_topics_are_a_number_in_the_end(
    app: Flask, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminders, "MOST_LINES", 2)
    space = space_of(people.edition, at=now)
    for number in range(4):
        topic = a_topic(space, people.trainee, title=f"Topic {number}", at=now)
        a_post(topic, people.trainer, at=now)
    *topics, rest = [said for _number, said in told(app, now, people.trainee)]
    assert ["Topic 3" in topics[0], "Topic 2" in topics[1]] == [True, True]
    assert (len(topics), rest) == (2, "2 more topics with something new")


def test_it_stands_in_one_mail_a_day_and_is_told_once(app: Flask, people: People) -> None:
    people.trainee.created_at = MONDAY
    topic = a_topic(space_of(people.edition, at=MONDAY), people.trainee, at=MONDAY)
    a_post(topic, people.trainer, at=MONDAY)
    digest.send(MONDAY)
    (body,) = [one["body"] for one in letters() if one.get("to") == people.trainee.email]
    assert "- 1 new post in “Who pays for the first visit?”" in body
    digest.send(MONDAY + timedelta(hours=1))
    digest.send(MONDAY + timedelta(days=1))
    again = [letter["body"] for letter in letters() if letter.get("to") == people.trainee.email]
    assert [body for body in again[1:] if "Who pays" in body] == []


@pytest.mark.long
def test_a_full_mail_weighs_no_more_than_it_may(app: Flask, people: People) -> None:
    space = space_of(people.edition, at=MONDAY)
    people.trainee.language = "fr"
    for number in range(40):
        at = MONDAY + timedelta(hours=number)
        topic = a_topic(space, people.trainee, title=f"{number} {'é' * 136}", at=at)
        a_post(topic, people.trainer, at=at)
    digest.send(MONDAY + timedelta(days=2))
    (body,) = [one["body"] for one in letters() if one.get("to") == people.trainee.email]
    assert body.count("é" * 136) == reminders.MOST_LINES
    assert len(body.encode()) <= 30 * 1024
