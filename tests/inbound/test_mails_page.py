"""The page on which an administrator sees what became of mails, and nothing of what they said."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.db import db
from lms.forum.models import Topic
from lms.inbound import actions
from lms.inbound.models import MailboxTrouble
from lms.mailboxes import MailboxError
from tests.inbound.factories import WORDS, an_answer, posts_of, read, receiving
from tests.people import People
from tests.visitor import Visitor


def test_outcomes_are_listed_without_a_word_of_the_mails(
    inbox: Path, people: People, topic: Topic, visitor: Visitor
) -> None:
    mail = an_answer(people.trainee, topic)
    read(inbox, mail, mail, an_answer(people.classmate, topic, "> nothing", Subject="Hush"))
    visitor.signed_in(people.administrator).get("/admin/mail")

    page = visitor.text()
    for said in ("Posted", "Nothing written in it", people.trainee.name, "came 2 times"):
        assert said in page
    for kept_back in (WORDS, "Hush", people.trainee.email, "mail.example.org"):
        assert kept_back not in page
    (post,) = posts_of(people.trainee)
    assert [link.attrs["href"] for link in visitor.all(".row a")] == [f"/p/{post.id}"]


def test_the_health_of_the_site_counts_those_that_were_refused(
    inbox: Path, people: People, topic: Topic, visitor: Visitor
) -> None:
    read(
        inbox,
        an_answer(people.trainee, topic),
        an_answer(people.classmate, topic, "> nothing"),
        an_answer(people.classmate, topic, Auto_Submitted="auto-replied"),
    )
    visitor.signed_in(people.administrator).get("/admin/health")

    assert "1 mails refused in 7 days" in visitor.text()


def test_a_site_that_reads_no_mail_does_not_speak_of_it(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator).get("/admin/health")
    assert "mails refused" not in visitor.text()


def fail_to_read(inbox: Path) -> None:
    """As where somebody has changed the name of its folder."""
    inbox.rename(inbox.with_name("elsewhere"))
    with pytest.raises(MailboxError):
        actions.read()


def test_a_mailbox_that_cannot_be_read_is_shown_to_administrators(
    inbox: Path, people: People, visitor: Visitor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: at)
    fail_to_read(inbox)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(minutes=7))
    with pytest.raises(MailboxError):
        actions.read()
    monkeypatch.setattr(clock, "now", lambda: now)

    visitor.signed_in(people.administrator).get("/admin/mail")
    for said in (
        "The mailbox cannot be read",
        "09:30",
        "tried last 27 Nov 2026, 09:37",
        str(inbox),
    ):
        assert said in visitor.text()
    visitor.get("/")
    (line,) = [row for row in visitor.all(".waiting .row") if "mailbox" in row.to_text()]
    assert "Since 27 Nov 2026, 09:30" in line.to_text()
    assert line.query("a")[0].attrs["href"] == "/admin/mail"
    assert "Nothing waits for you" not in visitor.text()
    assert visitor.statements <= 8
    visitor.signed_in(people.coordinator).get("/")
    assert "mailbox" not in visitor.text()


def test_it_ends_when_reading_works_again(inbox: Path, people: People, visitor: Visitor) -> None:
    fail_to_read(inbox)
    visitor.signed_in(people.administrator).get("/admin/mail")
    assert "The mailbox cannot be read" in visitor.text()

    inbox.with_name("elsewhere").rename(inbox)
    actions.read()
    for page in ("/admin/mail", "/"):
        visitor.get(page)
        assert "The mailbox cannot be read" not in visitor.text()
    assert "Nothing waits for you" in visitor.text()


def test_the_next_trouble_begins_anew(
    inbox: Path, people: People, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_read(inbox)
    inbox.with_name("elsewhere").rename(inbox)
    actions.read()
    later = datetime(2026, 12, 24, 6, 15, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: later)
    fail_to_read(inbox)

    assert [row.since for row in db.session.scalars(select(MailboxTrouble))] == [later]


def test_no_password_of_the_mailbox_is_shown(
    app: Flask, tmp_path: Path, people: People, monkeypatch: pytest.MonkeyPatch, visitor: Visitor
) -> None:
    receiving(app, tmp_path, monkeypatch)
    address = "imap://weft:a-secret@127.0.0.1:9/INBOX"
    settings = replace(app.extensions["settings"], mail_inbox=address)
    monkeypatch.setitem(app.extensions, "settings", settings)
    with pytest.raises(MailboxError):
        actions.read()

    visitor.signed_in(people.administrator).get("/admin/mail")
    assert "127.0.0.1" in visitor.text()
    assert "a-secret" not in visitor.text()
