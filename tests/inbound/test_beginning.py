"""A mail to somebody's address for a space begins a topic there, or is answered with why not."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms import clock
from lms.accounts import actions as accounts
from lms.accounts.models import User
from lms.db import db
from lms.editions import actions as editions
from lms.forum.actions import MOST_IN_WINDOW
from lms.forum.held import actions as held
from lms.forum.held.models import HeldWriting, Why
from lms.forum.models import Kind, Source, Topic, TopicReader
from lms.inbound import space_addresses
from lms.inbound.models import Outcome
from lms.inbound.space_addresses import SpaceAddress, address_for, read_back
from lms.spaces import actions as spaces
from lms.spaces.models import MailKind, Space
from tests.forum.factories import a_post, a_topic, space_of
from tests.inbound.factories import (
    DOMAIN,
    SERVER,
    WORDS,
    a_mail,
    letters,
    outcomes,
    posts_of,
    read,
    receiving,
)
from tests.people import People, enrolment_of
from tests.visitor import Visitor

MAILS = sorted((Path(__file__).parent / "topics").glob("*.eml"))
PROVEN = f"{SERVER}; dkim=pass header.d=example.org"


@pytest.fixture
def inbox(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return receiving(app, tmp_path, monkeypatch, mail_authserv_id=SERVER)


@pytest.fixture
def space(people: People, now: datetime) -> Space:
    """Of Ana's edition; what proves who she is speaks of the domain of her address."""
    people.trainee.email = "ana@example.org"
    return space_of(people.edition, at=now)


def a_beginning(person: User, space: Space, text: str = WORDS, **headers: str) -> EmailMessage:
    said = {"Subject": "Who pays?", "Authentication_Results": PROVEN} | headers
    return a_mail(person.email, address_for(person, space.id, 0), text, **said)


def topics() -> list[Topic]:
    query = select(Topic).order_by(Topic.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def waiting() -> list[HeldWriting]:
    return list(db.session.scalars(select(HeldWriting).order_by(HeldWriting.id)))


@pytest.mark.parametrize("mail", MAILS, ids=lambda path: path.stem)
def test_each_of_the_sample_mails_becomes_what_it_should(
    inbox: Path, people: People, space: Space, mail: Path
) -> None:
    address = address_for(people.trainee, space.id, 0)
    said, _, rest = mail.with_suffix(".txt").read_text(encoding="utf-8").partition("\n")
    title, _, text = rest.partition("\n\n")
    outcome, wanted = Outcome(said), [(title, text.rstrip("\n"))] if title else []

    assert read(inbox, mail.read_bytes().replace(b"ADDRESS", address.encode())) == {outcome: 1}
    stand = [(topic.title, post.body) for topic in topics() for post in posts_of(people.trainee)]
    held_back = [(row.title, row.body) for row in waiting()]
    if outcome in {Outcome.POSTED, Outcome.POSTED_WITHOUT_FILES}:
        assert (stand, held_back) == (wanted, [])
    else:
        assert (stand, held_back) == ([], wanted)


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_there_are_samples_of_every_language(language: str) -> None:
    assert len(MAILS) >= 30
    assert len([mail for mail in MAILS if mail.stem.endswith(f"-{language}")]) >= 6


def test_it_stands_as_any_topic_and_its_author_follows_it(
    inbox: Path, people: People, space: Space, visitor: Visitor
) -> None:
    mail = a_beginning(people.trainee, space)
    assert read(inbox, mail) == {Outcome.POSTED: 1}
    assert read(inbox, mail) == {Outcome.REPLAYED: 1}

    (topic,) = topics()
    (post,) = posts_of(people.trainee)
    assert (topic.title, topic.kind, topic.space_id) == ("Who pays?", "discussion", space.id)
    assert (post.no, post.body, post.source) == (1, WORDS, Source.EMAIL)
    reader = db.session.scalars(select(TopicReader)).one()
    assert (reader.user_id, reader.level, reader.reason) == (people.trainee.id, "follow", "began")
    assert letters() == []
    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    assert "by mail" in visitor.text()


def test_a_space_may_have_its_mails_begin_questions(
    inbox: Path, people: People, space: Space
) -> None:
    spaces.begin_by_mail(space, MailKind.QUESTION)
    read(inbox, a_beginning(people.trainee, space))

    assert [topic.kind for topic in topics()] == [Kind.QUESTION]


def test_what_nothing_proves_waits_for_whoever_leads_the_space(
    inbox: Path, people: People, space: Space, visitor: Visitor
) -> None:
    mail = a_beginning(people.trainee, space, Authentication_Results=f"{SERVER}; dkim=none")
    assert read(inbox, mail) == {Outcome.HELD_UNPROVEN: 1}

    (row,) = waiting()
    assert (row.why, row.source, topics()) == (Why.MAIL, Source.EMAIL, [])
    assert "could not confirm that it comes from you" in letters()[0]["body"]
    visitor.signed_in(people.trainee).get(f"/forum/{space.slug}")
    assert WORDS in visitor.text()
    visitor.signed_in(people.classmate).get(f"/forum/{space.slug}")
    assert WORDS not in visitor.text()
    visitor.signed_in(people.trainer).get(f"/forum/held/{row.id}/decision")
    assert "nothing proves who sent it" in visitor.text()
    visitor.post(f"/forum/held/{row.id}/decisions", {"seen": "1", "outcome": "released"})
    (post,) = posts_of(people.trainee)
    assert (post.body, post.source) == (WORDS, Source.EMAIL)


def test_those_who_teach_have_to_be_proven_too(
    inbox: Path, people: People, space: Space, visitor: Visitor
) -> None:
    """Whoever borrows their name would else be believed more than others."""
    mail = a_beginning(people.supervisor, space, Authentication_Results=f"{SERVER}; spf=none")
    assert read(inbox, mail) == {Outcome.HELD_UNPROVEN: 1}

    visitor.signed_in(people.supervisor).get(f"/forum/{space.slug}")
    assert WORDS in visitor.text()


def test_a_site_whose_server_says_nothing_believes_nobody(
    app: Flask, tmp_path: Path, people: People, space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = receiving(app, tmp_path, monkeypatch)
    assert read(inbox, a_beginning(people.trainee, space)) == {Outcome.HELD_UNPROVEN: 1}


def suspend(people: People, _space: Space, at: datetime) -> None:
    people.trainee.suspended_at = at


def take_a_new_address(people: People, space: Space, _at: datetime) -> None:
    space_addresses.renew(people.trainee, space, seen=0)


def end_all_addresses(people: People, _space: Space, _at: datetime) -> None:
    accounts.end_reply_addresses(people.trainee)


def leave(people: People, _space: Space, at: datetime) -> None:
    editions.end(enrolment_of(people.trainee, people.edition), at=at)


def close(_people: People, space: Space, at: datetime) -> None:
    spaces.close(space, at=at)


def write_much(people: People, space: Space, at: datetime) -> None:
    topic = a_topic(space, people.trainee, at=at)
    for number in range(1, MOST_IN_WINDOW):
        a_post(topic, people.trainee, f"Post of {number}.", at=at)


@pytest.mark.parametrize(
    ("happened", "outcome", "said"),
    [
        (suspend, Outcome.SUSPENDED, "your account is suspended"),
        (take_a_new_address, Outcome.ADDRESS_ENDED, "The present one stands in the space"),
        (end_all_addresses, Outcome.ADDRESS_ENDED, "The present one stands in the space"),
        (leave, Outcome.SPACE_GONE, "no longer open to you"),
        (close, Outcome.SPACE_CLOSED, "the space is closed"),
        (write_much, Outcome.TOO_MANY, "10 posts in ten minutes"),
    ],
)
def test_what_they_may_is_asked_when_it_is_read(
    inbox: Path,
    people: People,
    space: Space,
    happened: Callable[[People, Space, datetime], None],
    outcome: Outcome,
    said: str,
) -> None:
    mail = a_beginning(people.trainee, space)
    happened(people, space, clock.now())
    db.session.commit()
    before = len(topics())

    assert read(inbox, mail) == {outcome: 1}
    assert (len(topics()), waiting()) == (before, [])
    (letter,) = letters()
    assert said in letter["body"]
    assert WORDS not in letter["body"]


def test_a_flood_that_nothing_proves_is_stopped_early(
    inbox: Path, people: People, space: Space
) -> None:
    mails = [
        a_beginning(people.trainee, space, f"Text {number}", Authentication_Results="none")
        for number in range(held.MOST_WAITING + 2)
    ]
    assert read(inbox, *mails) == {
        Outcome.HELD_UNPROVEN: held.MOST_WAITING,
        Outcome.TOO_MANY: 2,
    }


@pytest.mark.parametrize(
    ("language", "subject", "said"),
    [
        ("es", "Su correo no está en el foro", "no tiene asunto"),
        ("fr", "Votre courriel n’est pas dans le forum", "n’a pas d’objet"),
    ],
)
def test_it_is_said_in_their_language(
    inbox: Path, people: People, space: Space, language: str, subject: str, said: str
) -> None:
    people.trainee.language = language
    db.session.commit()
    read(inbox, a_beginning(people.trainee, space, Subject="Re:"))

    (letter,) = letters()
    assert letter["subject"] == subject
    assert said in letter["body"]
    assert f"/forum/{space.slug}" in letter["body"]


def test_only_what_became_of_it_is_kept(inbox: Path, people: People, space: Space) -> None:
    read(inbox, a_beginning(people.trainee, space))

    (row,) = outcomes()
    (post,) = posts_of(people.trainee)
    assert (row.outcome, row.user_id, row.post_id) == ("posted", people.trainee.id, post.id)


def test_an_address_is_for_one_person_and_one_space(
    inbox: Path, people: People, space: Space
) -> None:
    """Taken from somebody, or changed, it opens nothing."""
    ana, bruno = people.trainee, people.classmate
    mine = address_for(ana, space.id, 0)
    named = read_back(mine)
    assert named == SpaceAddress(ana.id, space.id, ana.reply_key)
    assert read_back(mine.replace(f".{space.id}.", f".{space.id + 1}.")) is None
    assert read_back(mine.replace("space+", "reply+")) is None
    assert read_back(mine.replace(DOMAIN, "elsewhere.example")) is None
    stolen = a_mail(bruno.email, mine, Authentication_Results=PROVEN)
    assert read(inbox, stolen) == {Outcome.WRONG_SENDER: 1}
    assert (topics(), waiting()) == ([], [])
    assert [letter["to"] for letter in letters()] == [ana.email]


def test_it_is_no_longer_than_an_address_may_be(
    inbox: Path, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people.trainee, "id", 2**31 - 1)
    local = address_for(people.trainee, 2**31 - 1, 999_999).partition("@")[0]

    assert len(local) <= 64
    db.session.rollback()
