"""What is to become of a mail. Each way in which it can fail has a name of its own.

What a person may not know is asked with the rights they have now, as a page would ask.
"""

from datetime import datetime
from email.utils import parseaddr
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from flask import current_app
from sqlalchemy import select

from lms.accounts import queries as accounts
from lms.accounts.models import User
from lms.config import Settings
from lms.db import db
from lms.forum import actions as forum
from lms.forum import policy
from lms.forum import queries as topics
from lms.forum.actions import PostedAlreadyError, TooManyPostsError, Writing
from lms.forum.held.actions import Sent, TooManyWaitingError, keep_back
from lms.forum.models import LONGEST, Post, Source, Topic
from lms.forum.reply_addresses import ReplyAddress, read_back
from lms.inbound.models import Outcome
from lms.mailboxes import Parcel
from lms.mailtext.arrived import Arrived, answered
from lms.mailtext.machines import machine_behind
from lms.mailtext.proof import Proof, proof_of
from lms.mailtext.reading import Said, TooMuchTextError, UnknownLettersError, said_in
from lms.spaces.readers import Reader, reader_of


class Verdict(NamedTuple):
    """`user` is whose mail it is, as far as it is known, and may be told; with the topic if any."""

    outcome: Outcome
    user: User | None = None
    topic: Topic | None = None
    post: Post | None = None


class RefusedError(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


REFUSALS = {
    PostedAlreadyError: Outcome.REPLAYED,
    TooManyPostsError: Outcome.TOO_MANY,
    TooManyWaitingError: Outcome.TOO_MANY,
    TooMuchTextError: Outcome.TOO_LONG,
    UnknownLettersError: Outcome.UNKNOWN_LETTERS,
}


def judge(mail: Arrived, parcel: Parcel, *, at: datetime) -> Verdict:
    """What it says becomes a post, if all is well."""
    machine = machine_behind(mail)
    if machine is not None:
        return Verdict(Outcome(machine.value))
    if mail.sender == _own_address():
        return Verdict(Outcome.AUTO_GENERATED)
    named = next(filter(None, map(read_back, mail.recipients)), None)
    if named is not None:
        return _judge_answer(mail, parcel, named, at)
    digest = _own_address() in mail.recipients
    outcome = Outcome.REPLY_TO_DIGEST if digest else Outcome.UNKNOWN_ADDRESS
    return Verdict(outcome, known_sender(mail))


def known_sender(mail: Arrived) -> User | None:
    """The member it seems to come from; nobody where our server would have said so and did not."""
    user = db.session.scalars(accounts.user_by_email(mail.sender)).one_or_none()
    server = _settings().mail_authserv_id
    return user if not server or proof_of(mail, server) is Proof.GIVEN else None


def _judge_answer(mail: Arrived, parcel: Parcel, named: ReplyAddress, at: datetime) -> Verdict:
    user = db.session.scalars(select(User).where(User.id == named.user_id)).one_or_none()
    if user is None:
        return Verdict(Outcome.UNKNOWN_ADDRESS)
    wrong = _fault_of_sender(mail, named, user)
    if wrong is not None:
        return Verdict(wrong, user if _may_hear(wrong, mail, user) else None)
    reader = reader_of(user)
    topic = db.session.scalars(topics.topic(named.topic_id, reader)).one_or_none()
    if topic is None:
        return Verdict(Outcome.TOPIC_GONE, user)
    try:
        return _answer(mail, parcel, topic, reader, at)
    except RefusedError as refused:
        return Verdict(refused.outcome, user, topic)
    except tuple(REFUSALS) as fault:
        return Verdict(REFUSALS[type(fault)], user, topic)


def _fault_of_sender(mail: Arrived, named: ReplyAddress, user: User) -> Outcome | None:
    if user.suspended_at is not None:
        return Outcome.SUSPENDED
    if not named.is_of(user):
        return Outcome.ADDRESS_ENDED
    if mail.sender != user.email:
        return Outcome.WRONG_SENDER
    if proof_of(mail, _settings().mail_authserv_id) is Proof.REFUTED:
        return Outcome.NOT_PROVEN
    return None


def _may_hear(fault: Outcome, mail: Arrived, user: User) -> bool:
    """Who holds an address that has ended could else have its owner written to at will."""
    return fault in {Outcome.WRONG_SENDER, Outcome.NOT_PROVEN} or mail.sender == user.email


def _answer(mail: Arrived, parcel: Parcel, topic: Topic, reader: Reader, at: datetime) -> Verdict:
    user = reader.person
    if user is None or not policy.can_reply(reader, topic):
        raise RefusedError(Outcome.TOPIC_CLOSED)
    said = _said(mail, parcel)
    writing, to = _writing(mail, said, user), _answered_post(mail, topic, reader)
    held = keep_back(Sent(writing, topic.space, topic, to), reader, at=at)
    if held is not None:
        return Verdict(Outcome.HELD, user, topic)
    post = forum.reply(topic, writing, to=to, by=user, at=at)
    outcome = Outcome.POSTED_WITHOUT_FILES if said.files else Outcome.POSTED
    return Verdict(outcome, user, topic, post)


def _said(mail: Arrived, parcel: Parcel) -> Said:
    if not parcel.is_whole:
        raise RefusedError(Outcome.TOO_LARGE)
    said = said_in(mail.message)
    if not said.text:
        raise RefusedError(Outcome.ONLY_FILES if said.files else Outcome.EMPTY)
    if len(said.text) > LONGEST["body"]:
        raise RefusedError(Outcome.TOO_LONG)
    return said


def _writing(mail: Arrived, said: Said, user: User) -> Writing:
    """Its number is the key, so that a mail is one post for ever."""
    return Writing(
        uuid5(NAMESPACE_URL, f"mail:{mail.digest}"), said.text, user.language, source=Source.EMAIL
    )


def _answered_post(mail: Arrived, topic: Topic, reader: Reader) -> Post | None:
    """The post whose letter they answered, if it stands in this topic."""
    kind, _, rest = answered(mail.message).strip("<>").partition(".")
    number = rest.partition(".")[0]
    if kind != "post" or not (number.isascii() and number.isdecimal() and len(number) < 10):  # noqa: PLR2004  # no number of a row is longer
        return None
    post = db.session.scalars(topics.post(int(number), reader)).one_or_none()
    return post if post is not None and post.topic_id == topic.id else None


def _own_address() -> str:
    return parseaddr(_settings().mail_from)[1].lower()


def _settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
