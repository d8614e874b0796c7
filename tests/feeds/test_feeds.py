"""The forum in a feed reader: well formed, small, and no more than its reader may see."""

from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.guessing import GUESSES
from lms.db import db
from lms.editions import actions as editions
from lms.feed_tokens import actions as tokens
from lms.feed_tokens.models import Purpose
from lms.feeds.atom import ATOM, MOST_BYTES
from lms.forum import actions
from lms.forum.models import Post, Topic
from lms.spaces.models import Kind
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People, enrolment_of
from tests.visitor import Visitor

NAMES = {"a": ATOM}
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def public(people: People, now: datetime) -> Topic:
    return a_topic(a_space(Kind.PUBLIC, name="All", at=now), people.trainer, at=now)


@pytest.fixture
def closed(people: People, now: datetime) -> Topic:
    space = space_of(people.edition, at=now)
    return a_topic(space, people.trainee, title="Canary", body="See [it](/p/1).", at=now)


@pytest.fixture
def key(people: People, now: datetime) -> str:
    return tokens.make(people.trainee, Purpose.FORUM, at=now)


def read(visitor: Visitor, path: str) -> ET.Element:
    """As RFC 4287 asks for it: one id, title and moment each, an author, a link."""
    answer = visitor.get(path)
    assert answer.mimetype == "application/atom+xml"
    assert len(answer.data) <= MOST_BYTES + 200
    root = ET.fromstring(answer.data)  # noqa: S314  # our own
    assert root.tag == f"{{{ATOM}}}feed"
    for element in (root, *root.findall("a:entry", NAMES)):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"a:{name}", NAMES)) == 1
        assert element.findtext("a:id", namespaces=NAMES).startswith(SITE)
        assert datetime.fromisoformat(element.findtext("a:updated", namespaces=NAMES)).tzinfo
    for entry in root.findall("a:entry", NAMES):
        assert entry.findtext("a:author/a:name", namespaces=NAMES)
        assert entry.find("a:link[@rel='alternate']", NAMES) is not None
    return root


def titles(visitor: Visitor, path: str) -> list[str | None]:
    entries = read(visitor, path).findall("a:entry", NAMES)
    return [entry.findtext("a:title", namespaces=NAMES) for entry in entries]


def test_without_a_key_there_is_what_is_public(
    visitor: Visitor, people: People, public: Topic, closed: Topic
) -> None:
    assert titles(visitor, "/feeds/forum.atom") == [public.title]
    assert titles(visitor, "/feeds/spaces/all.atom") == [public.title]
    visitor.signed_in(people.trainee)
    assert titles(visitor, "/feeds/forum.atom") == [public.title]
    visitor.get(f"/feeds/topics/{closed.id}.atom", status=404)


def test_by_a_key_its_owner_reads_what_they_may_see(
    visitor: Visitor, public: Topic, closed: Topic, key: str
) -> None:
    assert sorted(titles(visitor, f"/feeds/forum.atom?key={key}")) == ["Canary", public.title]
    root = read(visitor, f"/feeds/topics/{closed.id}.atom?key={key}")
    assert f'href="{SITE}/p/1"' in (root.findtext("a:entry/a:content", namespaces=NAMES) or "")
    assert key not in ET.tostring(root, "unicode")


def test_a_wrong_or_ended_key_reads_nothing(
    visitor: Visitor, people: People, public: Topic, key: str, now: datetime
) -> None:
    calendar = tokens.make(people.trainee, Purpose.CALENDAR, at=now)
    for wrong in ("nothing", key[:-1], calendar):
        visitor.get(f"/feeds/forum.atom?key={wrong}", status=404)
    visitor.get(f"/feeds/forum.atom?key={key}")
    visitor.signed_in(people.trainee).post("/forum/feed/revocation")
    visitor.get(f"/feeds/forum.atom?key={key}", status=404)


def test_a_right_that_was_lost_is_lost_here_too(
    visitor: Visitor, people: People, closed: Topic, key: str, now: datetime
) -> None:
    assert titles(visitor, f"/feeds/forum.atom?key={key}") == ["Canary"]
    editions.end(enrolment_of(people.trainee, people.edition), at=now)
    assert titles(visitor, f"/feeds/forum.atom?key={key}") == []
    visitor.get(f"/feeds/topics/{closed.id}.atom?key={key}", status=404)
    people.trainee.suspended_at = now
    visitor.get(f"/feeds/forum.atom?key={key}", status=404)


def test_a_removed_post_vanishes(
    visitor: Visitor, people: People, public: Topic, now: datetime
) -> None:
    post = a_post(public, people.trainer, "Wrong figures.", at=now)
    path = f"/feeds/topics/{public.id}.atom"
    assert "Wrong figures." in visitor.get(path).text
    post.topic = public
    actions.remove(post, reason="Twice.", by=people.trainer, at=now)
    assert "Wrong figures." not in visitor.get(path).text
    assert len(titles(visitor, path)) == 1


def test_what_has_not_changed_is_not_sent_again(
    visitor: Visitor, people: People, public: Topic, now: datetime
) -> None:
    path = "/feeds/forum.atom"
    known = {"If-None-Match": visitor.get(path).headers["ETag"]}
    assert visitor.get(path, status=304, headers=known).data == b""
    a_post(public, people.trainer, at=now)
    assert len(visitor.get(path, headers=known).data) > 0


def test_a_feed_stays_small_and_well_formed(
    visitor: Visitor, people: People, public: Topic, now: datetime
) -> None:
    for number in range(9):
        said = ["<b>&\x0b", "अ" * 7000, "<" * 7900][number % 3]
        a_post(public, people.trainer, said, at=now + timedelta(hours=number))
    assert len(db.session.scalars(select(Post)).all()) == 10
    assert titles(visitor, "/feeds/forum.atom")


def test_pages_of_what_is_public_name_their_feed(
    app: Flask, people: People, public: Topic, closed: Topic
) -> None:
    visitor = Visitor(app).signed_in(people.trainee)
    for path, feed in (
        ("/forum/all", ["/feeds/spaces/all.atom"]),
        (f"/topics/{public.id}", [f"/feeds/topics/{public.id}.atom"]),
        (f"/topics/{closed.id}", []),
    ):
        visitor.get(path)
        links = visitor.all("link[type='application/atom+xml']")
        assert [link.attrs["href"] for link in links] == feed


def test_who_guesses_keys_has_to_wait_and_nobody_else(app: Flask, public: Topic, key: str) -> None:
    """By the address they ask from; what is public is read without a key as often as one likes."""
    guesser = Visitor(app)
    wrong, right = "/feeds/forum.atom?key=nothing", f"/feeds/forum.atom?key={key}"
    assert [guesser.status_of(wrong) for _guess in range(GUESSES + 1)] == [404] * GUESSES + [429]
    forged = {"X-Forwarded-For": "203.0.113.9"}
    guesser.get(wrong, status=429, headers=forged)  # no proxy is trusted here
    guesser.get(right, status=429)
    guesser.get("/feeds/forum.atom")
    Visitor(app).get(right, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
