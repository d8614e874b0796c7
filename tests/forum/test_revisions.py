"""What an author changes: silently at first, then so that everybody can see what it was."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.forum import actions
from lms.forum.models import SILENT, Post, PostRevision, Topic
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor

MINUTE = timedelta(minutes=1)


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now - timedelta(days=1))


def an_old_post(topic: Topic, people: People, now: datetime) -> Post:
    """Of Bruno's, of an hour ago, mended at once and changed just now."""
    written = now - timedelta(hours=1)
    post = a_post(topic, people.classmate, "The firms pay hlaf of it.", at=written)
    post.topic = topic
    actions.revise(post, "The firms pay half of it.", at=written + MINUTE)
    actions.revise(post, "The firms pay a third of it.", at=now)
    db.session.commit()
    return post


def seen(visitor: Visitor, kind: str) -> list[str]:
    return [node.to_text().strip() for node in visitor.all(f".difference {kind}")]


def test_what_is_mended_at_once_is_shown_to_nobody(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.classmate, "The firms pay hlaf.", at=now)
    form = {"body": "The firms pay half."}
    visitor.signed_in(people.classmate).post(f"/p/{post.id}/revisions", form)
    visitor.signed_in(people.supervisor).get(f"/topics/{topic.id}")
    assert "The firms pay half." in visitor.text()
    assert "changed" not in visitor.all("#post-2")[0].to_text()
    visitor.get(f"/p/{post.id}/changes", status=404)


def test_what_is_changed_later_says_so_and_shows_what(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = an_old_post(topic, people, now)
    visitor.signed_in(people.supervisor).get(f"/topics/{topic.id}")
    visitor.get(next(a.attrs["href"] for a in visitor.all("#post-2 a") if a.to_text() == "changed"))
    assert (seen(visitor, "del"), seen(visitor, "ins")) == (["half"], ["a third"])
    assert "hlaf" not in visitor.page.to_text()

    first = db.session.scalars(select(PostRevision).order_by(PostRevision.id)).first()
    assert first is not None
    visitor.get(f"/p/{post.id}/changes/{first.id}", status=404)


def test_whoever_leads_the_space_sees_every_former_text(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = an_old_post(topic, people, now)
    visitor.signed_in(people.trainer).get(f"/p/{post.id}/changes")
    visitor.get(visitor.all("ol.plain a")[0].attrs["href"])
    assert (seen(visitor, "del"), seen(visitor, "ins")) == (["hlaf"], ["half"])


def test_changes_are_shown_to_who_sees_the_post(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = an_old_post(topic, people, now)
    visitor.get(f"/p/{post.id}/changes", status=303)
    visitor.signed_in(people.outsider).get(f"/p/{post.id}/changes", status=404)
    visitor.signed_in(people.classmate).get(f"/p/{post.id}/changes")


def test_of_a_removed_post_no_former_text_is_left_to_read(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = an_old_post(topic, people, now)
    actions.remove(post, reason="Rude.", by=people.trainer, at=now)
    for who in (people.supervisor, people.classmate, people.trainer):
        visitor.signed_in(who).get(f"/p/{post.id}/changes", status=404)
        visitor.get(f"/topics/{topic.id}")
        assert visitor.all("#post-2 a[href$=changes]") == []


def test_the_same_text_again_is_no_change(people: People, topic: Topic, now: datetime) -> None:
    post = a_post(topic, people.classmate, "Half.", at=now)
    post.topic = topic
    actions.revise(post, "Half.", at=now + SILENT + MINUTE)
    assert (post.edited_at, db.session.scalars(select(PostRevision)).all()) == (None, [])


def test_who_changes_late_is_told_that_others_see_it(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    fresh = a_post(topic, people.classmate, at=now)
    old = a_post(topic, people.classmate, at=now - timedelta(days=90))
    said = "It will say that you changed it, and everybody can see what."
    visitor.signed_in(people.classmate).get(f"/p/{old.id}/edit")
    assert said in visitor.text()
    visitor.post(f"/p/{old.id}/revisions", {"body": "None."})
    visitor.get(f"/p/{fresh.id}/edit")
    assert said not in visitor.text()


def test_where_a_topic_is_closed_nothing_is_changed(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.classmate, "Half.", at=now)
    topic.closed_at = now
    visitor.signed_in(people.classmate).get(f"/p/{post.id}/edit", status=403)
    visitor.post(f"/p/{post.id}/revisions", {"body": "All."}, status=403)
    assert db.session.get_one(Post, post.id).body == "Half."


def test_a_removed_post_is_not_changed_and_what_was_typed_stays(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.classmate, "Half.", at=now)
    post.topic = topic
    actions.remove(post, reason="Rude.", by=people.trainer, at=now)
    form = {"body": "Half, and I am sorry."}
    visitor.signed_in(people.classmate).post(f"/p/{post.id}/revisions", form, status=422)
    assert "This post was removed" in visitor.text()
    assert visitor.all("textarea[name=body]")[0].to_text() == "Half, and I am sorry."
    assert db.session.get_one(Post, post.id).body == "Half."
    visitor.signed_in(people.supervisor).post(f"/p/{post.id}/revisions", form, status=403)


def test_many_changes_cost_what_one_costs(visitor: Visitor, people: People, now: datetime) -> None:
    topic = a_topic(a_space(at=now), people.trainee, at=now)
    post = a_post(topic, people.classmate, "Number 0.", at=now - timedelta(hours=9))
    post.topic = topic
    costs = []
    for number in range(1, 9):
        actions.revise(post, f"Number {number}.", at=now + number * MINUTE)
        visitor.signed_in(people.stranger).get(f"/p/{post.id}/changes")
        costs.append(visitor.statements)
    assert len(visitor.all("ol.plain li")) == 8
    assert set(costs) == {costs[0]}
