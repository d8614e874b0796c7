"""Two hundred attacks as names, titles, posts and translations, on the pages that repeat them."""

from collections.abc import Iterable
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import update

from lms.accounts.models import User
from lms.accounts.pace import Pace
from lms.db import db
from lms.feeds.atom import ATOM
from lms.forum.models import Topic
from lms.spaces.models import Kind, Space
from lms.translations import actions as translations
from lms.translations.actions import Wording
from lms.translations.models import mark_of
from tests.arranging.looking import posts
from tests.attacks.table import ATTACKS, dangers, runs
from tests.forum.factories import a_post, a_space, a_topic
from tests.long import mostly_long
from tests.people import People
from tests.visitor import Visitor

AT_ONCE = 9
"""Attacks on one page."""


def test_there_are_two_hundred() -> None:
    assert len(set(ATTACKS)) >= 200


@pytest.fixture
def space(people: People, now: datetime) -> Space:
    return a_space(Kind.PUBLIC, name="All", at=now)


def some_talk(space: Space, people: People, some: Iterable[str], now: datetime) -> Topic:
    """One post for each attack, which is also its translation and a title."""
    topic = None
    for attack in some:
        topic = a_topic(space, people.trainee, title=attack, body="Nine looms.", at=now)
        post = posts(topic)[0]
        post.write(attack, names=[])
        said = Wording(attack, attack, mark_of(post))
        translations.write(post, "fr", said, by=people.trainer, at=now)
        db.session.flush()
    assert topic is not None
    answer = a_post(topic, people.trainer, "Ten.", to=posts(topic)[0], at=now)
    answer.write("\n\n".join(some), names=[])
    db.session.commit()
    return topic


@pytest.mark.parametrize("first", mostly_long(range(0, len(ATTACKS), AT_ONCE), but=[0]))
def test_nothing_that_is_typed_runs_anywhere(
    app: Flask, people: People, space: Space, now: datetime, first: int
) -> None:
    some = ATTACKS[first : first + AT_ONCE]
    topic = some_talk(space, people, some, now)
    db.session.execute(update(User).where(User.id == people.trainee.id).values(name=some[0]))
    db.session.commit()
    app.extensions["pace"] = Pace()  # readers are slower than the test
    visitor, post = Visitor(app).signed_in(people.trainee), posts(topic)[0]
    for path in (
        *("/forum/all", "/forum/catch-up", f"/topics/{topic.id}", f"/topics/{topic.id}?reply="),
        *(f"/p/{post.id}/edit", f"/p/{post.id}/translations/fr", f"/p/{post.id}/removal"),
        *("/search?q=looms", "/forum/all/names", f"/p/{post.id}/translations"),
    ):
        answer = visitor._send("GET", path)
        assert answer.status_code == 200, path
        assert runs(answer.text) == [], path
    read_as_feed(visitor._send("GET", "/feeds/forum.atom").data, some)


def read_as_feed(sent: bytes, some: list[str]) -> None:
    names = {"a": ATOM}
    root = ET.fromstring(sent)  # noqa: S314  # our own
    entries = root.findall("a:entry", names)
    titles = {entry.findtext("a:title", namespaces=names) for entry in entries}
    assert titles & set(some)
    for entry in entries:
        assert dangers(entry.findtext("a:content", namespaces=names) or "") == []


def test_the_walk_sees_what_would_run() -> None:
    """The control."""
    seen = [attack for attack in ATTACKS if runs(f"<p>{attack}</p>")]
    assert len(seen) > len(ATTACKS) / 3
