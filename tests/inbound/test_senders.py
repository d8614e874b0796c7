"""Who may write in whose name, and who is written to about it."""

from pathlib import Path

import pytest
from flask import Flask

from lms.db import db
from lms.forum.models import Topic
from lms.forum.reply_addresses import address_for
from lms.inbound.models import Outcome
from tests.inbound.factories import (
    DOMAIN,
    SERVER,
    a_mail,
    an_answer,
    letters,
    posts_of,
    read,
    receiving,
)
from tests.people import People

GIVEN = f"{SERVER}; dkim=pass header.d=example.org"


def test_nobody_writes_in_the_name_of_another(inbox: Path, people: People, topic: Topic) -> None:
    """Whoever got hold of an address of Ana's writes from their own, or from another member's."""
    address = address_for(people.trainee, topic.id)
    mails = [a_mail(sender, address) for sender in ("thief@example.net", people.classmate.email)]

    assert read(inbox, *mails) == {Outcome.WRONG_SENDER: 2}
    assert posts_of(people.trainee) == posts_of(people.classmate) == []
    assert [letter["to"] for letter in letters()] == [people.trainee.email]


@pytest.mark.parametrize(
    "sender",
    ["", "ana@example.org, thief@example.net", "Ana <ana@example.org> <thief@example.net>"],
)
def test_who_names_several_senders_is_nobody(
    inbox: Path, people: People, topic: Topic, sender: str
) -> None:
    raw = an_answer(people.trainee, topic).as_bytes().split(b"\n", 1)[1]
    head = f"From: {sender}\n".encode() if sender else b""

    assert read(inbox, head + raw) == {Outcome.WRONG_SENDER: 1}
    assert posts_of(people.trainee) == []


def test_a_second_sender_in_a_header_of_its_own_is_seen(
    inbox: Path, people: People, topic: Topic
) -> None:
    raw = an_answer(people.trainee, topic).as_bytes()
    assert read(inbox, b"From: thief@example.net\n" + raw) == {Outcome.WRONG_SENDER: 1}


def test_an_address_that_was_changed_is_none(inbox: Path, people: People, topic: Topic) -> None:
    ana, other = people.trainee, people.classmate
    mine, theirs = address_for(ana, topic.id), address_for(other, topic.id)
    signature = mine.rpartition(".org")[0].rpartition("@")[0].rpartition(".")[2]
    forged = theirs.replace(theirs.partition("@")[0].rpartition(".")[2], signature)

    assert read(inbox, a_mail(other.email, forged)) == {Outcome.UNKNOWN_ADDRESS: 1}
    assert posts_of(other) == []
    assert "nothing at the address" in letters()[0]["body"]


def test_only_our_own_server_refutes_a_sender(
    app: Flask, tmp_path: Path, people: People, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = receiving(app, tmp_path, monkeypatch, mail_authserv_id=SERVER)
    refuted = an_answer(
        people.trainee,
        topic,
        Authentication_Results=f"{SERVER}; dmarc=fail header.from=example.org",
    )
    of_another = an_answer(
        people.trainee, topic, Authentication_Results="mx.example.net; dmarc=fail"
    )

    assert read(inbox, refuted) == {Outcome.NOT_PROVEN: 1}
    assert read(inbox, of_another) == {Outcome.POSTED: 1}
    assert "may not come from you" in letters()[0]["body"]


def test_a_stranger_is_not_written_to(inbox: Path, people: People) -> None:
    lost = a_mail("stranger@example.net", f"reply+nothing@{DOMAIN}")
    assert read(inbox, lost) == {Outcome.UNKNOWN_ADDRESS: 1}
    assert letters() == []


@pytest.mark.parametrize(("results", "told"), [("", 0), (f"{SERVER}; spf=fail", 0), (GIVEN, 1)])
def test_nor_somebody_whose_name_was_borrowed(
    app: Flask,
    tmp_path: Path,
    people: People,
    monkeypatch: pytest.MonkeyPatch,
    results: str,
    told: int,
) -> None:
    """A mail to no address proves nothing; where our server says who sent it, it has to."""
    inbox = receiving(app, tmp_path, monkeypatch, mail_authserv_id=SERVER)
    more = {"Authentication_Results": results} if results else {}
    ana = people.trainee
    ana.email = "ana@example.org"
    db.session.commit()
    read(inbox, a_mail(ana.email, f"reply+nothing@{DOMAIN}", **more))

    assert len(letters()) == told
