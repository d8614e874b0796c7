"""Who finds a post is who may read it, in every state it comes into."""

from datetime import datetime
from uuid import uuid4

import pytest
from flask import Flask

from lms.accounts.pace import Pace
from lms.forum import actions
from lms.forum.quoting import quoted
from lms.search import actions as search
from lms.spaces.models import Kind
from tests.access_table import WHO
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor

READERS = {
    Kind.EDITION: {"classmate", "trainee", "other_supervisor", "supervisor", "trainer", "assessor"}
    | {"coordinator", "administrator"},
    Kind.STAFF: {"other_supervisor", "supervisor", "trainer", "assessor", "other_coordinator"}
    | {"coordinator", "administrator"},
    Kind.THEME: set(WHO) - {"visitor"},
    Kind.PUBLIC: set(WHO),
    Kind.PROJECT: {"administrator"},
}


def found(visitor: Visitor, words: str) -> list[str]:
    visitor.app.extensions["pace"] = Pace()  # these readers are slower than the test
    visitor.get(f"/search?q={words}")
    return [node.attrs["href"] for node in visitor.all(".hit-title a")]


@pytest.mark.parametrize("kind", READERS)
def test_a_post_is_found_by_those_who_see_its_space(
    app: Flask, people: People, now: datetime, kind: Kind
) -> None:
    space = space_of(people.edition, at=now) if kind == Kind.EDITION else a_space(kind, at=now)
    topic = a_topic(space, people.trainer, at=now)
    post = a_post(topic, people.trainer, "Madder roots are dug in autumn.", at=now)
    finders = set()
    for who in WHO:
        visitor = Visitor(app)
        if who != "visitor":
            visitor.signed_in(getattr(people, who))
        if found(visitor, "madder+roots") == [f"/p/{post.id}"]:
            finders.add(who)
    assert finders == READERS[kind]


def test_a_removed_post_is_found_no_longer_and_a_changed_one_by_its_new_words(
    visitor: Visitor, people: People, now: datetime
) -> None:
    topic = a_topic(a_space(at=now), people.trainer, at=now)
    post = a_post(topic, people.trainer, "Madder roots are dug in autumn.", at=now)
    post.topic = topic
    visitor.signed_in(people.stranger)

    actions.revise(post, "Weld is sown in spring.", at=now)
    assert (found(visitor, "madder"), found(visitor, "weld")) == ([], [f"/p/{post.id}"])

    actions.remove(post, reason="Twice.", by=people.trainer, at=now)
    assert found(visitor, "weld") == []


@pytest.mark.long
def test_a_rebuilt_index_holds_the_same(visitor: Visitor, people: People, now: datetime) -> None:
    topic = a_topic(a_space(at=now), people.trainer, at=now)
    post = a_post(topic, people.trainer, "Madder roots are dug in autumn.", at=now)
    gone = a_post(topic, people.trainer, "Madder is dear.", at=now)
    gone.topic = topic
    actions.remove(gone, reason="Twice.", by=people.trainer, at=now)
    search.rebuild()
    assert found(visitor.signed_in(people.stranger), "madder") == [f"/p/{post.id}"]


def test_a_quotation_names_its_author_and_links_back(
    visitor: Visitor, people: People, now: datetime
) -> None:
    topic = a_topic(a_space(at=now), people.trainee, at=now)
    post = a_post(topic, people.trainer, "Ask three firms.\n\nThen two more.", at=now)
    page = visitor.signed_in(people.trainee).get(f"/topics/{topic.id}?reply={post.id}&quote=1")
    assert f"&gt; [Teresa Example](/p/{post.id}):" in page.text

    form = {"key": str(uuid4()), "body": quoted(post) + "Five, then?", "language": "en"}
    visitor.post(f"/topics/{topic.id}/posts", form)
    visitor.get(f"/topics/{topic.id}")
    quotation = visitor.all("#post-3 blockquote")[0]
    assert "Then two more." in quotation.to_text()
    assert [link.attrs["href"] for link in quotation.query("a")] == [f"/p/{post.id}"]
