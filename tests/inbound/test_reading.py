"""A mail is dealt with once: read again, by two at once, or after its reader was stopped."""

from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from lms.db import db
from lms.forum.models import Topic
from lms.inbound import actions, answering
from lms.inbound.models import Outcome
from lms.mailboxes import MailboxError
from lms.mailboxes.maildir import Maildir
from tests.inbound.factories import (
    WORDS,
    an_answer,
    drop,
    left_in,
    letters,
    outcomes,
    posts_of,
    read,
)
from tests.people import People


def test_a_number_that_came_before_is_not_posted_again(
    inbox: Path, people: People, topic: Topic
) -> None:
    mail = an_answer(people.trainee, topic)
    again = an_answer(people.trainee, topic, "Something else.", Message_ID=mail["Message-ID"])

    assert read(inbox, mail, mail, again) == {Outcome.POSTED: 1, Outcome.REPLAYED: 2}
    assert [post.body for post in posts_of(people.trainee)] == [WORDS]
    assert [row.times for row in outcomes()] == [3]
    assert letters() == []


def test_nor_when_its_outcome_was_forgotten(
    inbox: Path, people: People, topic: Topic, now: datetime
) -> None:
    mail = an_answer(people.trainee, topic)
    read(inbox, mail)
    actions.forget_older(at=now + actions.KEPT * 2)
    assert outcomes() == []
    read(inbox, mail)

    assert [post.body for post in posts_of(people.trainee)] == [WORDS]


def test_one_without_a_number_is_known_by_all_of_it(
    inbox: Path, people: People, topic: Topic
) -> None:
    mail, other = an_answer(people.trainee, topic), an_answer(people.trainee, topic, "And more.")
    del mail["Message-ID"], other["Message-ID"]

    assert read(inbox, mail, mail, other) == {Outcome.POSTED: 2, Outcome.REPLAYED: 1}


class StoppedError(BaseException):
    """As a worker that is killed: nothing catches it."""


@pytest.mark.parametrize("where", ["while it is judged", "before it is taken away"])
def test_who_was_stopped_in_the_middle_loses_and_doubles_nothing(
    inbox: Path, people: People, topic: Topic, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise StoppedError

    with monkeypatch.context() as patch:
        if where == "while it is judged":
            patch.setattr(answering.forum, "reply", stop)
        else:
            patch.setattr(Maildir, "take_away", stop)
        with pytest.raises(StoppedError):
            read(inbox, an_answer(people.trainee, topic))
    db.session.rollback()
    assert left_in(inbox) == 1

    actions.read()
    assert [post.body for post in posts_of(people.trainee)] == [WORDS]
    assert left_in(inbox) == 0


def test_a_database_that_is_away_leaves_the_mail_where_it_is(
    inbox: Path, people: People, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("", {}, Exception())

    with monkeypatch.context() as patch:
        patch.setattr(answering.forum, "reply", away)
        with pytest.raises(OperationalError):
            read(inbox, an_answer(people.trainee, topic))
    assert left_in(inbox) == 1
    assert outcomes() == []

    assert actions.read() == {Outcome.POSTED: 1}


def test_a_maildir_that_is_not_there_is_said(
    app: Flask, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in inbox.iterdir():
        folder.rmdir()
    with pytest.raises(MailboxError, match="No such file"):
        actions.read()
    told = app.test_cli_runner().invoke(args=["mail", "read"])
    assert told.exit_code == 1
    assert "No such file" in told.output


def test_the_command_says_what_it_met(
    app: Flask, inbox: Path, people: People, topic: Topic
) -> None:
    drop(inbox, an_answer(people.trainee, topic), an_answer(people.classmate, topic, "> nothing"))
    told = app.test_cli_runner().invoke(args=["mail", "read"])

    assert told.output == "empty\t1\nposted\t1\n2 mails were read.\n"


def test_a_link_in_a_maildir_leads_nowhere(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("From: ana@example.org\n\nSecret.")
    (inbox / "new" / "1").symlink_to(tmp_path / "secret")

    assert actions.read() == {}
