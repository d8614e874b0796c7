"""What pages of the forum weigh, and how a kind, a chain of answers and an old rendering show."""

import gzip
import re
from datetime import datetime, timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from lms import markdown
from lms.db import db
from lms.forum.models import Kind, Post
from lms.forum.vocabulary import ICONS, KINDS
from tests.forum.factories import a_post, a_space, a_topic, posts, space_of
from tests.people import People
from tests.visitor import Visitor

KB = 1024
WORDS = [
    "looms",
    "firms",
    "visit",
    "yarn",
    "fee",
    "broker",
    "village",
    "dyer",
    "order",
    "price",
    "week",
    "trust",
    "cost",
    "half",
]
TEXT_OF_A_POST = 1_200  # letters; the longest page has twenty of them


def prose(chance: Random) -> str:
    """Words and figures in no order, which nothing can press together as it does real text."""
    said = (
        f"{chance.choice(WORDS)}{chance.choice(['', '', chance.randint(2, 999)])}"
        for _ in range(250)
    )
    return " ".join(said)[:TEXT_OF_A_POST]


@pytest.mark.parametrize(("path", "most"), [("/topics/{topic}", 40), ("/forum", 25), ("/", 25)])
def test_a_page_weighs_no_more_than_it_may_and_asks_nobody_else(
    visitor: Visitor, people: People, now: datetime, path: str, most: int
) -> None:
    """FORUM.md 5, item 2. What a page loads besides itself comes from this site."""
    chance = Random(2)  # noqa: S311  # the same each time
    space = space_of(people.edition, at=now)
    topic = a_topic(space, people.trainee, body=prose(chance), at=now)
    for number in range(25):
        at = now + timedelta(hours=number)
        a_post(topic, people.trainer, prose(chance), at=at)
        a_space(name=f"Room {number}", at=now)
    page = visitor.signed_in(people.classmate).get(path.format(topic=topic.id))
    assert len(gzip.compress(page.data, 5)) <= most * KB
    loaded = re.findall(
        r"<(?:script|link|img|source|use|iframe)\b[^>]*?(?:src|href)=\"([^\"]+)", page.text
    )
    assert loaded
    assert [address for address in loaded if re.match(r"\w+:|//", address)] == []


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_has_its_sign_and_its_name_wherever_its_topic_stands(
    app: Flask, visitor: Visitor, people: People, now: datetime, kind: Kind
) -> None:
    """And a list of one kind has that kind alone."""
    space = a_space(at=now)
    for other in Kind:
        a_topic(space, people.trainee, title=f"About {other}", kind=other, at=now)
    visitor.signed_in(people.classmate).get(f"/forum/{space.slug}?kind={kind}")
    [row] = visitor.all(".topic-row")
    assert f"About {kind}" in row.to_text()
    with app.test_request_context():
        assert str(KINDS[kind]) in row.to_text()
    assert f"#{ICONS[kind]}" in row.to_html()
    assert len(set(ICONS.values())) == len(Kind)


def test_only_a_question_asks_which_post_answers_it(
    visitor: Visitor, people: People, now: datetime
) -> None:
    for kind in (Kind.QUESTION, Kind.DISCUSSION, Kind.NOTE):
        topic = a_topic(a_space(name=kind, at=now), people.trainee, kind=kind, at=now)
        a_post(topic, people.classmate, at=now)
        visitor.signed_in(people.trainee).get(f"/topics/{topic.id}")
        assert ("This answers it" in visitor.text()) is (kind is Kind.QUESTION)


def test_however_deep_answers_go_they_stand_side_by_side(
    visitor: Visitor, people: People, now: datetime
) -> None:
    """In one list, with a line of what each answers, so no depth is wider than the screen."""
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    last = posts(topic, people.trainer, 1, at=now)[0]
    for number in range(15):
        who = people.trainee if number % 2 else people.classmate
        last = a_post(topic, who, f"Answer {number}.", to=last, at=now + timedelta(hours=number))
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    assert len(visitor.all("article.post")) == 17
    assert len(visitor.all("ol.posts > li > article.post")) == 17
    assert visitor.all("article.post article") == []
    assert len(visitor.all(".post-to a")) == 15


def test_what_was_rendered_by_older_rules_is_shown_by_those_of_today(
    visitor: Visitor, people: People, now: datetime
) -> None:
    """The control: what these rules have made is shown as it is kept."""
    topic = a_topic(space_of(people.edition, at=now), people.trainee, body="*Nine looms.*", at=now)
    post = db.session.scalars(select(Post)).one()
    assert (post.html, post.markdown_version) == ("<p><em>Nine looms.</em></p>", markdown.VERSION)
    for version, shown in (("0", "Nine looms."), (markdown.VERSION, "By older rules.")):
        post.html, post.markdown_version = "<p>By older rules.</p>", version
        db.session.commit()
        visitor.signed_in(people.trainee).get(f"/topics/{topic.id}")
        assert visitor.all("#post-1 .prose")[0].to_text().strip() == shown
