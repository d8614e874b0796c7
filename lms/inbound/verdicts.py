"""What is asked of every mail that is to become a post, and what became of it."""

from datetime import datetime
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from flask import current_app
from sqlalchemy import select

from lms.accounts.models import User
from lms.config import Settings
from lms.db import db
from lms.forum.actions import PostedAlreadyError, TooManyPostsError, Writing
from lms.forum.held.actions import TooManyWaitingError
from lms.forum.models import LONGEST, Post, Source, Topic
from lms.inbound.models import Outcome
from lms.mailboxes import Parcel
from lms.mailtext.arrived import Arrived
from lms.mailtext.proof import Proof, proof_of
from lms.mailtext.reading import Said, TooMuchTextError, UnknownLettersError, said_in
from lms.spaces.models import Space


class Verdict(NamedTuple):
    """`user` is whose mail it is, as far as it is known, and may be told; with where it went."""

    outcome: Outcome
    user: User | None = None
    topic: Topic | None = None
    post: Post | None = None
    space: Space | None = None


class Came(NamedTuple):
    """A mail, as much of it as was fetched, and when."""

    mail: Arrived
    parcel: Parcel
    at: datetime


class RefusedError(Exception):
    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.value)
        self.outcome = outcome


_REFUSALS = {
    PostedAlreadyError: Outcome.REPLAYED,
    TooManyPostsError: Outcome.TOO_MANY,
    TooManyWaitingError: Outcome.TOO_MANY,
    TooMuchTextError: Outcome.TOO_LONG,
    UnknownLettersError: Outcome.UNKNOWN_LETTERS,
}
REFUSALS: tuple[type[Exception], ...] = (RefusedError, *_REFUSALS)


def outcome_of(fault: Exception) -> Outcome:
    return fault.outcome if isinstance(fault, RefusedError) else _REFUSALS[type(fault)]


def owner(user_id: int) -> User | None:
    return db.session.scalars(select(User).where(User.id == user_id)).one_or_none()


def fault_of_sender(mail: Arrived, user: User, *, ended: bool) -> Outcome | None:
    """Why this mail to an address of theirs is not from them; `ended` says that of the address."""
    if user.suspended_at is not None:
        return Outcome.SUSPENDED
    if ended:
        return Outcome.ADDRESS_ENDED
    if mail.sender != user.email:
        return Outcome.WRONG_SENDER
    return Outcome.NOT_PROVEN if proof_for(mail) is Proof.REFUTED else None


def who_hears(fault: Outcome, mail: Arrived, user: User) -> User | None:
    """Who holds an address that has ended could else have its owner written to at will."""
    told = fault in {Outcome.WRONG_SENDER, Outcome.NOT_PROVEN} or mail.sender == user.email
    return user if told else None


def proof_for(mail: Arrived) -> Proof:
    return proof_of(mail, settings().mail_authserv_id)


def said_by(came: Came) -> Said:
    if not came.parcel.is_whole:
        raise RefusedError(Outcome.TOO_LARGE)
    said = said_in(came.mail.message)
    if not said.text:
        raise RefusedError(Outcome.ONLY_FILES if said.files else Outcome.EMPTY)
    if len(said.text) > LONGEST["body"]:
        raise RefusedError(Outcome.TOO_LONG)
    return said


def writing_of(mail: Arrived, said: Said, user: User) -> Writing:
    """Its number is the key, so that a mail is one post for ever."""
    return Writing(
        uuid5(NAMESPACE_URL, f"mail:{mail.digest}"), said.text, user.language, source=Source.EMAIL
    )


def posted(said: Said) -> Outcome:
    return Outcome.POSTED_WITHOUT_FILES if said.files else Outcome.POSTED


def settings() -> Settings:
    found: Settings = current_app.extensions["settings"]
    return found
