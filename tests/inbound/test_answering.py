"""An answer by mail becomes a post, or is answered with why it does not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts import actions as accounts
from lms.db import db
from lms.editions import actions as editions
from lms.forum import actions as forum
from lms.forum.models import LONGEST, Post, Source, Topic
from lms.inbound import verdicts
from lms.inbound.models import Outcome
from lms.mailboxes.parcels import MOST_BYTES
from lms.spaces import actions as spaces
from tests.forum.factories import a_post
from tests.inbound.factories import (
    DOMAIN,
    OWN,
    WORDS,
    a_mail,
    an_answer,
    left_in,
    letters,
    outcomes,
    posts_of,
    read,
)
from tests.people import People, enrolment_of
from tests.visitor import Visitor


def test_it_stands_in_the_topic_as_any_post(
    inbox: Path, people: People, topic: Topic, visitor: Visitor
) -> None:
    ana = people.trainee
    quotation = "On Tue, 24 Nov 2026 at 09:12, Weft <noreply@learn.example.org> wrote:\n> Who?"
    assert read(inbox, an_answer(ana, topic, f"{WORDS}\n\n{quotation}")) == {Outcome.POSTED: 1}

    (post,) = posts_of(ana)
    assert (post.topic_id, post.no, post.body) == (topic.id, 2, WORDS)
    assert post.source == Source.EMAIL
    assert left_in(inbox) == 0
    assert letters() == []
    visitor.signed_in(ana).get(f"/topics/{topic.id}")
    assert "by mail" in visitor.text()
    visitor.get(f"/p/{post.id}/edit")
    visitor.post(f"/p/{post.id}/revisions", {"body": "A third of it."})
    assert [row.body for row in posts_of(ana)] == ["A third of it."]


def test_who_answers_by_mail_follows_the_topic_because_of_that(
    inbox: Path, people: People, topic: Topic, visitor: Visitor
) -> None:
    read(inbox, an_answer(people.classmate, topic))

    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    assert "You follow this topic because you answered in it by mail." in visitor.text()


def test_a_post_that_was_typed_says_nothing_of_mails(
    people: People, topic: Topic, visitor: Visitor
) -> None:
    visitor.signed_in(people.trainee).get(f"/topics/{topic.id}")
    assert "by mail" not in visitor.text()


def test_it_answers_the_post_whose_letter_was_answered(
    inbox: Path, people: People, topic: Topic, now: datetime
) -> None:
    asked = a_post(topic, people.classmate, "Half of what?", at=now)
    answered = f"<post.{asked.id}.{people.trainee.id}@{DOMAIN}>"
    elsewhere = f"<post.{asked.id + 1000}.{people.trainee.id}@{DOMAIN}>"
    read(inbox, an_answer(people.trainee, topic, In_Reply_To=answered))
    read(inbox, an_answer(people.trainee, topic, "And more.", In_Reply_To=elsewhere))

    assert [post.reply_to_id for post in posts_of(people.trainee)] == [asked.id, None]


def suspend(people: People, _topic: Topic, at: datetime) -> None:
    people.trainee.suspended_at = at


def take_new_addresses(people: People, _topic: Topic, _at: datetime) -> None:
    accounts.end_reply_addresses(people.trainee)


def leave(people: People, _topic: Topic, at: datetime) -> None:
    editions.end(enrolment_of(people.trainee, people.edition), at=at)


def close_topic(_people: People, topic: Topic, at: datetime) -> None:
    topic.closed_at = at


def close_space(_people: People, topic: Topic, at: datetime) -> None:
    spaces.close(topic.space, at=at)


def write_much(people: People, topic: Topic, at: datetime) -> None:
    for number in range(forum.MOST_IN_WINDOW):
        a_post(topic, people.trainee, f"Post of {number}.", at=at)


@pytest.mark.parametrize(
    ("happened", "outcome", "said"),
    [
        (suspend, Outcome.SUSPENDED, "your account is suspended"),
        (take_new_addresses, Outcome.ADDRESS_ENDED, "the address it was sent to has ended"),
        (leave, Outcome.TOPIC_GONE, "no longer open to you"),
        (close_topic, Outcome.TOPIC_CLOSED, "the topic is closed"),
        (close_space, Outcome.TOPIC_CLOSED, "the topic is closed"),
        (write_much, Outcome.TOO_MANY, "10 posts in ten minutes"),
    ],
)
def test_what_happened_since_the_letter_is_said(
    inbox: Path,
    people: People,
    topic: Topic,
    happened: Callable[[People, Topic, datetime], None],
    outcome: Outcome,
    said: str,
) -> None:
    mail = an_answer(people.trainee, topic)
    happened(people, topic, clock.now())
    db.session.commit()
    before = len(posts_of(people.trainee))

    assert read(inbox, mail) == {outcome: 1}
    assert len(posts_of(people.trainee)) == before
    (letter,) = letters()
    assert letter["to"] == people.trainee.email
    assert said in letter["body"]
    assert WORDS not in letter["body"]
    assert letter["in_reply_to"] == mail["Message-ID"]


def only_a_file(mail: EmailMessage) -> None:
    mail.set_content("")
    mail.add_attachment(b"x", maintype="image", subtype="jpeg", filename="bus.jpg")


def text_and_file(mail: EmailMessage) -> None:
    mail.add_attachment(b"x", maintype="image", subtype="jpeg", filename="bus.jpg")


def in_letters_of_the_moon(mail: EmailMessage) -> None:
    mail.set_payload(b"D\xe9j\xe0")
    mail.replace_header("Content-Type", "text/plain; charset=x-of-the-moon")
    mail.replace_header("Content-Transfer-Encoding", "8bit")


@pytest.mark.parametrize(
    ("change", "outcome", "said"),
    [
        (lambda mail: mail.set_content("> Who pays?\n"), Outcome.EMPTY, "nothing in it besides"),
        (only_a_file, Outcome.ONLY_FILES, "only files"),
        (text_and_file, Outcome.POSTED_WITHOUT_FILES, "The files were not taken"),
        (
            lambda mail: mail.set_content("a" * (LONGEST["body"] + 1)),
            Outcome.TOO_LONG,
            "longer than 8000 characters",
        ),
        (lambda mail: mail.set_content("a " * 300_000), Outcome.TOO_LONG, "longer than"),
        (in_letters_of_the_moon, Outcome.UNKNOWN_LETTERS, "letters could not be read"),
    ],
)
def test_what_cannot_be_taken_is_said(
    inbox: Path,
    people: People,
    topic: Topic,
    change: Callable[[EmailMessage], None],
    outcome: Outcome,
    said: str,
) -> None:
    mail = an_answer(people.trainee, topic)
    change(mail)

    assert read(inbox, mail, an_answer(people.classmate, topic)) == {outcome: 1, Outcome.POSTED: 1}
    (letter,) = letters()
    assert said in letter["body"]
    assert len(posts_of(people.trainee)) == (outcome is Outcome.POSTED_WITHOUT_FILES)
    assert len(posts_of(people.classmate)) == 1


@pytest.mark.parametrize(("more", "outcome"), [(0, Outcome.ONLY_FILES), (1, Outcome.TOO_LARGE)])
def test_ten_megabytes_are_read_and_no_more(
    inbox: Path, people: People, topic: Topic, more: int, outcome: Outcome
) -> None:
    mail = an_answer(people.trainee, topic, "")
    mail.replace_header("Content-Type", "application/zip")
    raw = mail.as_bytes()
    raw += b"a" * (MOST_BYTES + more - len(raw))

    assert read(inbox, raw, an_answer(people.classmate, topic)) == {outcome: 1, Outcome.POSTED: 1}
    (letter,) = letters()
    assert ("10 MB" in letter["body"]) == bool(more)
    assert left_in(inbox) == 0


@pytest.mark.parametrize(
    ("language", "said"), [("es", "el tema está cerrado"), ("fr", "le sujet est fermé")]
)
def test_it_is_said_in_their_language(
    inbox: Path, people: People, topic: Topic, now: datetime, language: str, said: str
) -> None:
    people.trainee.language, topic.closed_at = language, now
    db.session.commit()
    read(inbox, an_answer(people.trainee, topic))

    assert said in letters()[0]["body"]


def test_the_text_is_in_the_language_of_who_wrote_it(
    inbox: Path, people: People, topic: Topic
) -> None:
    people.trainee.language = "es"
    db.session.commit()
    read(inbox, an_answer(people.trainee, topic))

    assert posts_of(people.trainee)[0].language == "es"


def test_an_answer_to_the_mail_of_the_day_belongs_nowhere(inbox: Path, people: People) -> None:
    assert read(inbox, a_mail(people.trainee.email, OWN)) == {Outcome.REPLY_TO_DIGEST: 1}
    assert "about several things" in letters()[0]["body"]


def test_first_posts_with_links_wait_as_on_the_site(
    inbox: Path, people: People, topic: Topic
) -> None:
    mail = an_answer(people.trainee, topic, "Buy at https://shop.example/")

    assert read(inbox, mail) == {Outcome.HELD: 1}
    assert posts_of(people.trainee) == []
    assert "looks at it before others" in letters()[0]["body"]


def test_what_nobody_thought_of_stops_nobody_else(
    inbox: Path,
    people: People,
    topic: Topic,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    real = verdicts.said_in

    def stumbling(message: EmailMessage) -> object:
        if "stumble" in str(message.get_payload()):
            raise ZeroDivisionError(WORDS)
        return real(message)

    monkeypatch.setattr(verdicts, "said_in", stumbling)
    mails = [an_answer(people.trainee, topic, "stumble"), an_answer(people.classmate, topic)]

    assert read(inbox, *mails) == {Outcome.UNREADABLE: 1, Outcome.POSTED: 1}
    assert left_in(inbox) == 0
    assert [letter["to"] for letter in letters()] == [people.trainee.email]
    assert "ZeroDivisionError" in caplog.text
    assert WORDS not in caplog.text


@pytest.mark.parametrize(
    "raw", [b"", b"\x00\xff" * 500, b"To: x\n" * 20_000, b"From: \xff\xfe\nTo: <<<\n\nx"]
)
def test_what_is_no_mail_is_put_aside(
    inbox: Path, people: People, topic: Topic, raw: bytes
) -> None:
    met = read(inbox, raw, an_answer(people.trainee, topic))

    assert met[Outcome.POSTED] == 1
    assert met.total() == 2
    assert left_in(inbox) == 0
    assert letters() == []


def test_only_what_became_of_it_is_kept(inbox: Path, people: People, topic: Topic) -> None:
    read(inbox, an_answer(people.trainee, topic))

    (row,) = outcomes()
    (post,) = posts_of(people.trainee)
    assert (row.outcome, row.user_id, row.post_id) == ("posted", people.trainee.id, post.id)
    assert "@" not in "".join(str(value) for value in vars(row).values())


def test_a_letter_is_answered_once_an_hour(
    inbox: Path, people: People, topic: Topic, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for minutes in (0, 5, 59, 62):
        monkeypatch.setattr(clock, "now", lambda late=minutes: now + timedelta(minutes=late))
        read(inbox, an_answer(people.trainee, topic, "> nothing"))
    assert len(letters()) == 2
    assert db.session.scalar(select(Post.id).where(Post.author_id == people.trainee.id)) is None
