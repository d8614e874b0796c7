"""The same mailbox on a server elsewhere."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from lms.forum.models import Topic
from lms.inbound import actions
from lms.inbound.models import Outcome
from lms.mailboxes import MailboxError
from lms.mailboxes.parcels import MOST_BYTES
from tests.inbound.factories import an_answer, letters, posts_of
from tests.inbound.imap_server import ImapServer, imap_server
from tests.people import People

PASSWORD = "hush%3A%20a%2Fword"


def read_by_imap(
    app: Flask,
    server: ImapServer,
    monkeypatch: pytest.MonkeyPatch,
    *,
    password: str = PASSWORD,
    folder: str = "answers",
) -> dict[Outcome, int]:
    address = f"imap://learn:{password}@127.0.0.1:{server.port}/{folder}"
    settings = replace(app.extensions["settings"], mail_inbox=address)
    monkeypatch.setitem(app.extensions, "settings", settings)
    return actions.read()


@pytest.mark.usefixtures("inbox")
def test_mails_are_read_once_and_taken_away(
    app: Flask, people: People, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    mails = [an_answer(people.trainee, topic, f"Post of {number}.") for number in range(3)]
    with imap_server(*(mail.as_bytes() for mail in mails)) as server:
        assert read_by_imap(app, server, monkeypatch) == {Outcome.POSTED: 3}
        assert server.mails == {}
        assert read_by_imap(app, server, monkeypatch) == {}

    bodies = [post.body for post in posts_of(people.trainee)]
    assert bodies == ["Post of 0.", "Post of 1.", "Post of 2."]


@pytest.mark.usefixtures("inbox")
def test_of_one_that_is_too_large_only_the_head_is_fetched(
    app: Flask, people: People, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = an_answer(people.trainee, topic).as_bytes()
    with imap_server(raw + b"a" * MOST_BYTES) as server:
        assert read_by_imap(app, server, monkeypatch) == {Outcome.TOO_LARGE: 1}
        assert not any("BODY.PEEK[]" in command for command in server.said)

    assert "10 MB" in letters()[0]["body"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"password": "guess"}, "mailbox at 127.0.0.1"), ({"folder": "nowhere"}, "no such folder")],
)
def test_what_is_wrong_is_said_without_the_password(
    app: Flask, inbox: Path, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str], said: str
) -> None:
    with (
        imap_server(b"From: ana@example.org\n\nx") as server,
        pytest.raises(MailboxError, match=said) as fault,
    ):
        read_by_imap(app, server, monkeypatch, **wrong)

    assert len(server.mails) == 1
    assert "hush" not in str(fault.value)
    assert "guess" not in str(fault.value)


def test_a_server_that_is_not_there_stops_nothing_else(
    app: Flask, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with imap_server() as server:
        pass
    with pytest.raises(MailboxError, match="ConnectionRefusedError"):
        read_by_imap(app, server, monkeypatch)
