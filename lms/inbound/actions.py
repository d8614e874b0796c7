"""Read what lies in the mailbox: each mail once, in a transaction of its own."""

import fcntl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import islice

from flask import current_app
from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from lms import clock
from lms.config import Settings
from lms.db import commit, db
from lms.inbound import answers, queries, trouble
from lms.inbound.judging import judge, known_sender
from lms.inbound.models import InboundMail, Outcome
from lms.inbound.verdicts import Verdict
from lms.mailboxes import MailboxError, Parcel, opened
from lms.mailtext.arrived import Arrived, UnreadableError, arrived

MOST_AT_ONCE = 200
KEPT = timedelta(days=60)
LOCK = "mail-reading"


def read() -> Counter[Outcome]:
    """How many mails met which outcome. Nothing while another process of this machine reads."""
    settings: Settings = current_app.extensions["settings"]
    met: Counter[Outcome] = Counter()
    with _alone(settings) as alone:
        if alone and settings.mail_inbox:
            _empty(settings.mail_inbox, met)
    return met


def _empty(address: str, met: Counter[Outcome]) -> None:
    """Raises MailboxError, which administrators are shown until it works again."""
    try:
        with opened(address) as mailbox:
            for parcel in islice(mailbox.parcels(), MOST_AT_ONCE):
                met[receive(parcel, at=clock.now())] += 1
                mailbox.take_away(parcel)
    except MailboxError as fault:
        trouble.note(str(fault), at=clock.now())
        commit()
        raise
    trouble.end()
    commit()


def receive(parcel: Parcel, *, at: datetime) -> Outcome:
    """Deal with one mail and keep it; whatever is wrong with it is no fault of the others."""
    settings: Settings = current_app.extensions["settings"]
    with current_app.test_request_context(base_url=settings.public_url, method="POST"):
        try:
            outcome = _deal_with(arrived(parcel.raw), parcel, at)
        except UnreadableError:
            outcome = _note(sha256(parcel.raw).hexdigest(), at)
        commit()
    return outcome


def _deal_with(mail: Arrived, parcel: Parcel, at: datetime) -> Outcome:
    try:
        return _judged(mail, parcel, at)
    except SQLAlchemyError:  # the mail stays where it is, for another time
        db.session.rollback()
        raise
    except Exception as fault:  # noqa: BLE001  # a mail may be broken in ways nobody thought of
        db.session.rollback()
        current_app.logger.error("A mail could not be read: %s", type(fault).__name__)  # noqa: TRY400  # what it says may hold what was written
    row, new = _kept(mail.digest, at)
    if new:
        _settle(row, Verdict(Outcome.UNREADABLE, known_sender(mail)), mail, at)
    return Outcome.UNREADABLE


def _judged(mail: Arrived, parcel: Parcel, at: datetime) -> Outcome:
    row, new = _kept(mail.digest, at)
    if not new:
        return Outcome.REPLAYED
    verdict = judge(mail, parcel, at=at)
    _settle(row, verdict, mail, at)
    return verdict.outcome


def _note(digest: str, at: datetime) -> Outcome:
    _row, new = _kept(digest, at)
    return Outcome.UNREADABLE if new else Outcome.REPLAYED


def _kept(digest: str, at: datetime) -> tuple[InboundMail, bool]:
    """Its row, and whether it is new. Who reads the same mail at this moment waits here."""
    new = InboundMail(digest=digest, outcome=Outcome.UNREADABLE.value, at=at)
    row = db.keep_once(new, queries.known_as(digest))
    if row is not new:
        row.times += 1
    return row, row is new


def _settle(row: InboundMail, verdict: Verdict, mail: Arrived, at: datetime) -> None:
    row.outcome = verdict.outcome.value
    row.user_id = verdict.user.id if verdict.user else None
    row.post_id = verdict.post.id if verdict.post else None
    if answers.tell(verdict, mail, at=at):
        row.answered_at = at
    db.session.flush()


@contextmanager
def _alone(settings: Settings) -> Iterator[bool]:
    """The operating system lets go of it when its holder ends, however it ends."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / LOCK).open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def forget_older(*, at: datetime) -> None:
    db.session.execute(delete(InboundMail).where(InboundMail.at < at - KEPT))
