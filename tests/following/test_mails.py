"""A mail for each new post, to those who want it at once and may read it when it is sent."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from lms import clock
from lms.db import db
from lms.editions import actions as editions
from lms.following import mails
from lms.following.actions import choose_for_space, choose_for_topic
from lms.following.mails import AT_ONCE_FOR
from lms.forum import actions, noting
from lms.forum.actions import Writing
from lms.forum.afterwards import AFTER
from lms.forum.models import Level, Post, Source, Topic, TopicReader
from lms.forum.reading import Span
from lms.jobs import actions as jobs
from lms.jobs.models import Job
from lms.notifications.actions import choose
from lms.notifications.models import Category, How
from tests.forum.factories import a_post, a_topic, space_of
from tests.people import People, enrolment_of
from tests.visitor import Visitor

WHEN = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def outbox(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings = replace(app.extensions["settings"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "settings", settings)
    return tmp_path / "outbox"


@pytest.fixture
def topic(people: People) -> Topic:
    assert people.administrator  # who sees everything, and wants nothing at once
    for person in (people.trainee, people.trainer, people.classmate, people.coordinator):
        choose(person, {Category.OTHERS: How.AT_ONCE})
    return a_topic(space_of(people.edition, at=WHEN), people.trainee, at=WHEN)


def sent(outbox: Path, monkeypatch: pytest.MonkeyPatch, at: datetime) -> list[str]:
    """Do what is due at this moment; to whom letters went, and no more."""
    monkeypatch.setattr(clock, "now", lambda: at)
    before = set(outbox.glob("*"))
    for _round in range(2):  # what finds whom to write to, then the letters
        for number in jobs.unfinished(at=at):
            jobs.run(number, at=at)
    return sorted(letter(path)["To"].partition("@")[0] for path in set(outbox.glob("*")) - before)


def letter(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


Sending = Callable[[timedelta], list[str]]


@pytest.fixture
def sending(outbox: Path, monkeypatch: pytest.MonkeyPatch) -> Sending:
    return lambda after: sent(outbox, monkeypatch, WHEN + after)


def test_who_follows_gets_it_some_minutes_later_and_once(
    people: People, topic: Topic, sending: Sending
) -> None:
    noting.note_seen(people.classmate, topic.id, Span(1, 1))  # reads, and does not follow
    sending(AFTER)
    a_post(topic, people.trainer, at=WHEN + AFTER)
    assert sending(AFTER * 2 - timedelta(seconds=1)) == []
    assert sending(AFTER * 2) == ["ana"]
    db.session.execute(update(Job).values(state="waiting"))
    assert sending(AFTER * 3) == []


def test_new_topics_go_to_who_leads_the_space_and_who_asked_for_them(
    people: People, topic: Topic, sending: Sending
) -> None:
    assert sending(AFTER) == ["carlos", "teresa"]
    choose_for_space(people.classmate, topic.space_id, Level.FOLLOW)
    choose_for_space(people.trainer, topic.space_id, Level.NORMAL)
    a_topic(topic.space, people.trainee, title="And who cooks?", at=WHEN + AFTER)
    assert sending(AFTER * 2) == ["bruno", "carlos"]


def test_every_post_goes_to_who_asked_for_every_post(
    people: People, topic: Topic, sending: Sending
) -> None:
    choose_for_space(people.classmate, topic.space_id, Level.ALL)
    a_post(topic, people.trainer, at=WHEN)
    assert sending(AFTER).count("bruno") == 2


def test_an_answer_reaches_who_only_wants_answers(
    people: People, topic: Topic, sending: Sending
) -> None:
    sending(AFTER)
    first = db.session.scalars(select(Post)).one()
    choose_for_topic(people.trainee, topic.id, Level.NORMAL)
    a_post(topic, people.trainer, at=WHEN + AFTER)
    assert sending(AFTER * 2) == []
    a_post(topic, people.trainer, "Two firms.", to=first, at=WHEN + AFTER * 2)
    assert sending(AFTER * 3) == ["ana"]


STATES = ["muted", "muted space", "read", "removed", "left", "suspended", "daily", "old"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("late", [False, True], ids=["before it is due", "before it is sent"])
def test_nothing_goes_to_who_does_not_want_it_or_may_not_read_it_any_more(
    people: People, topic: Topic, sending: Sending, state: str, late: bool
) -> None:
    sending(AFTER)
    post = a_post(topic, people.trainer, at=WHEN + AFTER)
    post.topic = topic
    ana = people.trainee
    ways: dict[str, Callable[[], object]] = {
        "muted": lambda: choose_for_topic(ana, topic.id, Level.MUTE),
        "muted space": lambda: choose_for_space(ana, topic.space_id, Level.MUTE),
        "read": lambda: noting.note_seen(ana, topic.id, Span(2, 2)),
        "removed": lambda: actions.remove(post, reason="No.", by=people.trainer, at=WHEN),
        "left": lambda: editions.end(enrolment_of(ana, people.edition), at=WHEN),
        "suspended": lambda: setattr(ana, "suspended_at", WHEN),
        "daily": lambda: choose(ana, {Category.OTHERS: How.DAILY}),
        "old": lambda: setattr(post, "created_at", WHEN - AT_ONCE_FOR),
    }
    if late:
        mails.find_listeners(post.id)
        due = db.session.scalars(select(Job.payload).where(Job.kind == mails.LETTER)).all()
        assert {"post": post.id, "user": ana.id} in due
    ways[state]()
    db.session.flush()
    assert sending(AFTER * 2) == []


def test_it_holds_the_text_as_it_is_by_then_and_says_why_it_comes(
    people: People, topic: Topic, sending: Sending, outbox: Path
) -> None:
    sending(AFTER)
    for path in outbox.glob("*"):
        path.unlink()
    post = a_post(topic, people.trainer, "Half of it", at=WHEN + AFTER)
    post.topic = topic
    actions.revise(post, "Half of it, in March.", at=WHEN + AFTER)
    assert sending(AFTER * 2) == ["ana"]
    (path,) = outbox.glob("*")
    message = letter(path)
    text = message.get_content()
    assert message["Subject"] == "Who pays for the first visit?"
    assert "Teresa Example wrote in" in text
    assert "Half of it, in March." in text
    assert f"/p/{post.id}\n" in text
    assert "You get this because you began it." in text
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Unsubscribe"].strip("<>") in text


def test_who_answered_by_mail_is_told_that_it_comes_because_of_that(
    people: People, topic: Topic, sending: Sending, outbox: Path
) -> None:
    by_mail = Writing(uuid4(), "A third of it.", "en", source=Source.EMAIL)
    actions.reply(topic, by_mail, by=people.classmate, at=WHEN)
    sending(AFTER)
    known = set(outbox.glob("*"))
    a_post(topic, people.trainer, at=WHEN + AFTER)
    assert sending(AFTER * 2) == ["ana", "bruno"]
    of_bruno, of_ana = sorted(
        (letter(path) for path in set(outbox.glob("*")) - known),
        key=lambda message: message["To"],
        reverse=True,
    )
    assert "You get this because you answered in it by mail." in of_bruno.get_content()
    assert "You get this because you began it." in of_ana.get_content()


def test_letters_of_one_topic_are_one_thread(
    people: People, topic: Topic, sending: Sending, outbox: Path
) -> None:
    a_post(topic, people.trainer, at=WHEN)
    a_post(topic, people.trainer, at=WHEN)
    assert sending(AFTER).count("ana") == 2
    mine = [letter(path) for path in outbox.glob("*") if letter(path)["To"].startswith("ana")]
    assert len({message["Message-ID"] for message in mine}) == 2
    assert len({(message["In-Reply-To"], message["Subject"]) for message in mine}) == 1


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("es", "Recibe este correo porque usted lo abrió."),
        ("fr", "Vous recevez ce courriel parce que vous l’avez ouvert."),
    ],
)
def test_it_is_in_the_language_of_its_reader(
    people: People, topic: Topic, sending: Sending, outbox: Path, language: str, why: str
) -> None:
    people.trainee.language = language
    a_post(topic, people.trainer, at=WHEN)
    assert "ana" in sending(AFTER)
    texts = [letter(path).get_content() for path in outbox.glob("*")]
    assert [why in text for text in texts].count(True) == 1


def test_a_long_post_is_cut_to_what_a_mail_may_weigh(
    people: People, topic: Topic, sending: Sending, outbox: Path
) -> None:
    sending(AFTER)
    for path in outbox.glob("*"):
        path.unlink()
    a_post(topic, people.trainer, "क" * 8000, at=WHEN + AFTER)
    assert sending(AFTER * 2) == ["ana"]
    (path,) = outbox.glob("*")
    assert path.stat().st_size <= 30 * 1024


def leaving(outbox: Path, who: str) -> str:
    (address,) = {
        re.sub(r"^<https?://[^/]+|>$", "", letter(path)["List-Unsubscribe"])
        for path in outbox.glob("*")
        if letter(path)["To"].startswith(who)
    }
    return address


def test_one_click_ends_the_mails_of_that_topic_only(
    people: People, topic: Topic, sending: Sending, outbox: Path, visitor: Visitor
) -> None:
    a_post(topic, people.trainer, at=WHEN)
    sending(AFTER)
    end = leaving(outbox, "ana")
    other = a_topic(topic.space, people.trainee, title="And who cooks?", at=WHEN + AFTER)

    visitor.get(end)
    assert "Who pays for the first visit?" in visitor.text()
    a_post(topic, people.trainer, at=WHEN + AFTER)
    assert "ana" in sending(AFTER * 2)  # to look ends nothing

    visitor.post(end, {"List-Unsubscribe": "One-Click"}, status=200, token=None)
    a_post(topic, people.trainer, at=WHEN + AFTER * 2)
    assert sending(AFTER * 3) == []
    a_post(other, people.trainer, at=WHEN + AFTER * 3)
    assert sending(AFTER * 4) == ["ana"]

    visitor.post(visitor.all("main form")[0].attrs["action"], status=200)
    assert "You get these mails again" in visitor.text()
    a_post(topic, people.trainer, at=WHEN + AFTER * 4)
    assert sending(AFTER * 5) == ["ana"]


def test_a_mail_that_came_by_the_space_ends_with_the_mails_of_the_space(
    people: People, topic: Topic, sending: Sending, outbox: Path, visitor: Visitor
) -> None:
    space = topic.space
    sending(AFTER)
    visitor.post(leaving(outbox, "teresa"), status=200, token=None)
    a_topic(space, people.trainee, title="And who cooks?", at=WHEN + AFTER)
    assert sending(AFTER * 2) == ["carlos"]
    visitor.post(visitor.all("main form")[0].attrs["action"], status=200)
    a_topic(space, people.trainee, title="And who sings?", at=WHEN + AFTER * 2)
    assert sending(AFTER * 3) == ["carlos", "teresa"]


def test_a_made_up_token_ends_nothing_and_a_title_is_shown_only_to_who_sees_it(
    people: People, topic: Topic, sending: Sending, outbox: Path, visitor: Visitor
) -> None:
    a_post(topic, people.trainer, at=WHEN)
    sending(AFTER)
    end = leaving(outbox, "ana")
    made_up = f"{end[:-6]}{'A' if end[-6] != 'A' else 'B'}{end[-5:]}"
    for method in (visitor.get, visitor.post):
        method(made_up, status=404)
    mine = select(TopicReader.level).where(TopicReader.user_id == people.trainee.id)
    assert db.session.scalar(mine) == "follow"
    editions.end(enrolment_of(people.trainee, people.edition), at=WHEN)
    visitor.get(end)
    assert "Who pays" not in visitor.text()
