"""Topics by the words that the field log uses too, and by those that leaders add."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lms.content import library
from lms.db import db
from lms.forum.models import Topic
from lms.spaces.models import Kind, Space
from lms.tags import actions
from lms.tags.models import Tag
from lms.tags.vocabulary import grouped, is_word
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def space(people: People, now: datetime) -> Space:
    return space_of(people.edition, at=now)


@pytest.fixture
def topic(people: People, space: Space, now: datetime) -> Topic:
    """Ana's."""
    return a_topic(space, people.trainee, at=now)


def tagged(topic: Topic, *slugs: str) -> Topic:
    actions.change(topic.id, slugs)
    db.session.commit()
    return topic


def shown(visitor: Visitor, within: str = "main") -> list[str]:
    return [" ".join(link.to_text().split()) for link in visitor.all(f"{within} .tags a")]


def titles(visitor: Visitor) -> list[str]:
    return [link.to_text() for link in visitor.all(".row-title a")]


def test_the_words_are_those_of_the_field_log() -> None:
    steps = [term.id for term in library().framework.steps]
    assert [label.slug for label in dict(grouped([]))["step"]] == steps
    assert all(is_word(slug) for slug in (*steps, "openness", "trust-index"))
    assert not is_word("action-plan")  # the step has that name already


def test_a_topic_begins_with_tags(visitor: Visitor, people: People, space: Space) -> None:
    visitor.signed_in(people.trainee).get(f"/forum/{space.slug}/new")
    assert "Trust building" in visitor.text()
    form = {"key": str(uuid4()), "kind": "question", "title": "Who pays?", "body": "We?"}
    form |= {"language": "en", "tags": ["trust_building", "openness"]}
    address = visitor.post(f"/forum/{space.slug}/topics", form).location
    visitor.post(f"/forum/{space.slug}/topics", form)
    visitor.get(address)
    assert shown(visitor) == ["Openness", "Trust building"]
    visitor.get(f"/forum/{space.slug}")
    assert shown(visitor, ".topic-row") == ["Openness", "Trust building"]


def test_more_than_five_are_refused_and_what_was_chosen_stays(
    visitor: Visitor, people: People, space: Space
) -> None:
    six = [term.id for term in library().framework.steps][:6]
    form = {"key": str(uuid4()), "kind": "question", "title": "Who pays?", "body": "We?"}
    visitor.signed_in(people.trainee)
    visitor.post(f"/forum/{space.slug}/topics", form | {"language": "en", "tags": six}, status=422)
    assert "Choose at most 5." in visitor.text()
    chosen = [box.attrs["value"] for box in visitor.all("input[name=tags][checked]")]
    assert sorted(chosen) == sorted(six)


def test_a_word_that_is_none_is_refused(visitor: Visitor, people: People, topic: Topic) -> None:
    visitor.signed_in(people.trainee)
    visitor.post(f"/topics/{topic.id}/tags", {"tags": ["nothing"]}, status=422)
    visitor.get(f"/topics/{topic.id}")
    assert shown(visitor) == []


def test_author_and_leader_change_them_and_nobody_else(
    app: Flask, people: People, topic: Topic
) -> None:
    for person, slug in ((people.trainee, "vision"), (people.trainer, "openness")):
        Visitor(app).signed_in(person).post(f"/topics/{topic.id}/tags", {"tags": [slug]})
        assert db.session.get_one(Topic, topic.id, populate_existing=True).labels == f"{slug}="
    for person in (people.classmate, people.supervisor):
        visitor = Visitor(app).signed_in(person)
        visitor.get(f"/topics/{topic.id}/tags", status=403)
        visitor.post(f"/topics/{topic.id}/tags", {"tags": ["vision"]}, status=403)
    Visitor(app).signed_in(people.outsider).post(f"/topics/{topic.id}/tags", status=404)
    assert db.session.get_one(Topic, topic.id, populate_existing=True).labels == "openness="


def test_a_leader_adds_a_word_once(app: Flask, people: People, topic: Topic) -> None:
    for said in ("Night buses", " night  BUSES "):
        Visitor(app).signed_in(people.trainer).post(f"/topics/{topic.id}/tags", {"new": said})
    assert [row.slug for row in db.session.scalars(select(Tag))] == ["night-buses"]
    visitor = Visitor(app).signed_in(people.trainee)
    visitor.get(f"/topics/{topic.id}/tags")
    assert "Night buses" in visitor.text()
    assert not visitor.all("input[name=new]")
    visitor.post(f"/topics/{topic.id}/tags", {"new": "Mine", "tags": ["night-buses"]})
    assert len(db.session.scalars(select(Tag)).all()) == 1


def test_a_space_and_the_forum_are_narrowed_to_a_tag(
    visitor: Visitor, people: People, space: Space, topic: Topic, now: datetime
) -> None:
    tagged(topic, "vision")
    theme = a_topic(a_space(at=now), people.trainer, title="Elsewhere", at=now)
    tagged(theme, "vision", "openness")
    a_topic(space, people.trainer, title="Without", at=now)
    visitor.signed_in(people.classmate).get(f"/forum/{space.slug}?tag=vision")
    assert titles(visitor) == ["Who pays for the first visit?"]
    visitor.get("/forum/tags/vision")
    assert sorted(titles(visitor)) == ["Elsewhere", "Who pays for the first visit?"]
    visitor.get(f"/forum/{space.slug}?tag=openness")
    assert titles(visitor) == []
    assert "There is nothing here." in visitor.text()


def test_counts_are_those_of_the_lists(
    app: Flask, people: People, topic: Topic, now: datetime
) -> None:
    """For each reader, and nothing of what they may not read."""
    tagged(topic, "vision")
    staff = a_topic(a_space(Kind.STAFF, name="Staff", at=now), people.trainer, at=now)
    tagged(staff, "vision", actions.add("Canary", by=people.trainer, at=now))
    counts = {}
    for who in ("visitor", "stranger", "trainee", "other_coordinator", "trainer"):
        visitor = Visitor(app)
        if who != "visitor":
            visitor.signed_in(getattr(people, who))
        visitor.get("/forum/tags")
        counts[who] = shown(visitor)
        visitor.get("/forum/tags/vision")
        listed = [said for said in counts[who] if said.startswith("Shared vision")]
        assert [f"Shared vision {len(titles(visitor))}"] == (listed or ["Shared vision 0"])
        sees = who in {"other_coordinator", "trainer"}
        assert visitor.status_of("/forum/tags/canary") == (200 if sees else 404)
    assert counts == {
        "visitor": [],
        "stranger": [],
        "trainee": ["Shared vision 1"],
        "other_coordinator": ["Shared vision 1", "Canary 1"],
        "trainer": ["Shared vision 2", "Canary 1"],
    }


def test_a_word_of_another_circle_is_not_offered(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    staff = a_topic(a_space(Kind.STAFF, name="Staff", at=now), people.trainer, at=now)
    tagged(staff, actions.add("Canary", by=people.trainer, at=now))
    page = visitor.signed_in(people.trainee).get(f"/topics/{topic.id}/tags")
    assert "Canary" not in page.text
    visitor.post(f"/topics/{topic.id}/tags", {"tags": ["canary"]}, status=422)
    page = visitor.signed_in(people.trainer).get(f"/topics/{topic.id}/tags")
    assert "Canary" in page.text


def test_pages_of_a_tag_follow_each_other(
    visitor: Visitor, people: People, space: Space, now: datetime
) -> None:
    for number in reversed(range(35)):
        at = now - timedelta(minutes=5 * number)
        tagged(a_topic(space, people.trainer, title=f"Topic {number}", at=at), "vision")
    visitor.signed_in(people.trainee).get("/forum/tags/vision")
    seen, one = titles(visitor), visitor.statements
    visitor.get(visitor.all("a[rel=next]")[0].attrs["href"])
    assert seen + titles(visitor) == [f"Topic {number}" for number in range(35)]
    assert visitor.statements == one


def test_a_tag_that_went_into_another_leads_there(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    one, two = (actions.add(name, by=people.trainer, at=now) for name in ("Buses", "Coaches"))
    tagged(topic, one, two, "vision")
    visitor.signed_in(people.administrator).get(f"/forum/tags/{one}/merger")
    visitor.post(f"/forum/tags/{one}/merger", {"into": two})
    visitor.post(f"/forum/tags/{two}/merger", {"into": "implementation"})
    assert visitor.get(f"/forum/tags/{one}", status=303).location == "/forum/tags/implementation"
    visitor.get(f"/topics/{topic.id}")
    assert shown(visitor) == ["Implementation", "Shared vision"]
    visitor.post(f"/topics/{topic.id}/tags", {"tags": [one]}, status=422)
    visitor.signed_in(people.trainer).get(f"/forum/tags/{one}/merger", status=404)


def test_posts_that_go_keep_the_tags_of_their_topic(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    tagged(topic, "vision")
    post = a_post(topic, people.trainer, at=now)
    sent = {"posts": [post.id], "title": "Another"}
    address = visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/split", sent).location
    visitor.get(address)
    assert shown(visitor) == ["Shared vision"]
