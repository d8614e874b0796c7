"""What was removed, or is out of somebody's sight, is nowhere for them; before, it was everywhere.

One post has it all: words that others quoted, a former text, a translation, a file, a mention. Each
place is looked at twice by the same reader, so that none of them is found empty for another reason.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock, mail
from lms.accounts.pace import Pace
from lms.arranging import actions as arranging
from lms.attachments.models import Attachment
from lms.db import db
from lms.editions import actions as editions
from lms.feed_tokens import actions as tokens
from lms.feed_tokens.models import Purpose
from lms.following import mails
from lms.following.actions import choose_for_topic
from lms.following.reminders import what_is_new
from lms.forum import actions, afterwards, noting, queries, quoting, unread
from lms.forum.models import Level, Post, PostMention
from lms.notifications.actions import choose
from lms.notifications.models import Category, How
from lms.spaces.models import Kind
from lms.spaces.readers import reader_of
from tests.attachments.factories import a_file_below
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.long import mostly_long
from tests.people import People, enrolment_of
from tests.translations.factories import translated
from tests.visitor import Visitor

EARLIER = timedelta(hours=2)  # so that a change is no secret
FORMER, SECRET = "The tannery owes 900.", "The tannery owes @ana-example 300."
IN_FRENCH, FILE = "La tannerie doit 300 à Ana.", "ledger.pdf"
HIDDEN = ("tannery", "tannerie", FILE)


@pytest.fixture
def post(people: People, now: datetime) -> Post:
    """Of Bruno's, in the space of his edition, where Ana follows the topic."""
    people.trainee.language = "fr"
    choose(people.trainee, {Category.OTHERS: How.AT_ONCE})
    topic = a_topic(space_of(people.edition, at=now), people.trainer, at=now - EARLIER)
    choose_for_topic(people.trainee, topic.id, Level.FOLLOW)
    found = a_post(topic, people.classmate, FORMER, at=now - EARLIER)
    found.topic = topic
    actions.revise(found, SECRET, at=now)
    a_file_below(found, people.classmate, name=FILE, at=now)
    translated(found, people, at=now, body=IN_FRENCH)
    afterwards.keep_names(found.id)
    db.session.commit()
    return found


@pytest.fixture
def quote(people: People, post: Post, now: datetime) -> Post:
    return a_post(post.topic, people.trainer, f"{quoting.quoted(post)}Who says so?", at=now)


@pytest.fixture
def places(people: People, post: Post, quote: Post, now: datetime) -> list[str]:
    """Every address at which something of the post can be read; pages that note what is read last.

    The topic, a quotation that is begun, changes, translations, the file, the search, feeds.
    """
    here, topic = f"/p/{post.id}", f"/topics/{post.topic_id}"
    file = db.session.scalars(select(Attachment.id)).one()
    key = tokens.make(people.trainee, Purpose.FORUM, at=now)
    db.session.commit()
    return [
        "/forum/catch-up",
        f"{here}/changes",
        f"{here}/translations/fr",
        f"{here}/translations/fr/edit",
        f"{here}/files/{file}",
        "/search?q=tannery",
        "/search?q=tannerie",
        f"/feeds/forum.atom?key={key}",
        f"{topic}?reply={post.id}&quote=1",
        f"{topic}?before=9",
        topic,
    ]


def show_it(visitor: Visitor, places: list[str]) -> list[str]:
    return [path for path in places if shows_it(visitor, path)]


def shows_it(visitor: Visitor, path: str) -> bool:
    visitor.app.extensions["pace"] = Pace()  # each is asked as if it were the first
    if visitor.status_of(path) != HTTPStatus.OK:
        return False
    answer = visitor.get(path)
    if path.startswith("/search"):  # which says what was asked for
        return visitor.all(".hit-title a") != []
    return "/files/" in path or any(word in answer.text for word in HIDDEN)


class Told(NamedTuple):
    """How many are unread, what the mail of the day says, and the letters that go out now."""

    unread: int
    day: list[str]
    letters: list[str]


@pytest.fixture
def told(
    app: Flask, people: People, post: Post, quote: Post, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Told]:
    """What Ana hears without opening a page."""
    ana, sent = people.trainee, list[dict[str, Any]]()
    monkeypatch.setattr(mail, "deliver", sent.append)

    def ask() -> Told:
        sent.clear()
        for number in (post.id, quote.id):
            mails.send_letter({"post": number, "user": ana.id})
        with app.test_request_context():
            day = [line.say() for _who, line in what_is_new([ana], clock.now())]
        rows = db.session.execute(*unread.by_space(reader_of(ana))).all()
        return Told(sum(row[1] for row in rows), day, [letter["body"] for letter in sent])

    return ask


def remove(people: People, post: Post, at: datetime) -> None:
    actions.remove(post, reason="Hearsay.", by=people.trainer, at=at)


def move_out_of_sight(_people: People, post: Post, at: datetime) -> None:
    arranging.move(post.topic, a_space(Kind.STAFF, name="Staff", at=at))


def leave(people: People, _post: Post, at: datetime) -> None:
    editions.end(enrolment_of(people.trainee, people.edition), at=at)


@pytest.mark.parametrize("hide", mostly_long([remove, move_out_of_sight, leave], but=[remove]))
def test_nothing_of_it_is_left_for_who_may_not_see_it(
    visitor: Visitor,
    people: People,
    post: Post,
    places: list[str],
    told: Callable[[], Told],
    hide: Callable[[People, Post, datetime], None],
) -> None:
    before = told()
    assert (before.unread, len(before.letters)) == (3, 2)
    assert all("tannery" in letter for letter in before.letters)
    assert "mention" in before.day[0]
    assert show_it(visitor.signed_in(people.trainee), places) == places

    noting.note_unread_from(people.trainee, post.topic_id, 1)
    hide(people, db.session.scalars(queries.to_tell(post.id)).one(), clock.now())
    db.session.commit()

    after = told()
    assert after.unread == (2 if hide is remove else 0)
    assert len(after.letters) == (1 if hide is remove else 0)
    assert not any(word in said for said in (*after.day, *after.letters) for word in HIDDEN)
    assert not any("mention" in said for said in after.day)
    assert show_it(visitor, places) == []
    if hide is remove:
        assert db.session.scalars(select(PostMention)).all() == []
        assert visitor.status_of(f"/p/{post.id}/removed") == HTTPStatus.FORBIDDEN
