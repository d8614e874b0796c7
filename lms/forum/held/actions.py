"""Keep what somebody sent until it was looked at; let it stand, or say why not.

Whoever changes a row has found it `held` (`lms.forum.held.queries`): others wait meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from lms.accounts.models import User
from lms.db import db
from lms.forum import actions as forum
from lms.forum.actions import PostedAlreadyError, Writing
from lms.forum.along import NOTHING, Along, Beside, Kept, what_waited
from lms.forum.held import policy, queries
from lms.forum.held.models import HeldWriting, Why
from lms.forum.models import Post, Source, Topic
from lms.spaces import actions as spaces
from lms.spaces.models import Space
from lms.spaces.readers import Reader

MOST_WAITING = 5


class TooManyWaitingError(Exception):
    """So much of one person waits that nobody could look at more."""


class ChangedMeanwhileError(Exception):
    """The author has changed it since whoever decides has read it."""


class StandsAlreadyError(Exception):
    """It has become a post since the page was opened."""


@dataclass(frozen=True)
class Sent:
    """Not a post yet. Without a topic it begins one, of this kind and title."""

    writing: Writing
    space: Space
    topic: Topic | None = None
    to: Post | None = None
    title: str = ""
    kind: str = ""
    beside: Beside = NOTHING
    along: Sequence[Along] = ()


def keep_back(sent: Sent, reader: Reader, *, at: datetime) -> HeldWriting | None:
    """The row in which it waits; None when it may stand at once."""
    person = reader.person
    if person is None or policy.is_trusted(reader):
        return None
    leads_away = policy.ways_out(f"{sent.title}\n\n{sent.writing.body}\n\n{sent.beside.words}")
    if not leads_away:
        return None
    row, is_post, stand = db.session.execute(queries.known_of(person, sent.writing.key)).one()
    if row is not None:
        return _same(row, sent)
    if is_post or stand >= policy.KNOWN_AFTER:
        return None
    return hold(sent, why=Why.LINKS, by=person, at=at)


def follow(topic: Topic, *, to: Topic) -> None:
    """What waits in a topic goes where it went, and is decided on by who leads there."""
    db.session.execute(
        update(HeldWriting)
        .where(HeldWriting.topic_id == topic.id)
        .values(topic_id=to.id, space_id=to.space_id)
        .execution_options(synchronize_session=False)
    )


def leads_away_unseen(words: str, reader: Reader, *, before: str = "") -> bool:
    """Whether these words, which cannot wait, would go round the look at first links.

    Links of the words that stood there `before` have been looked at.
    """
    if reader.person is None or policy.is_trusted(reader):
        return False
    if not policy.ways_out(words) - policy.ways_out(before):
        return False
    stand = db.session.scalar(queries.count_standing(reader.person)) or 0
    return stand < policy.KNOWN_AFTER


def hold(sent: Sent, *, why: Why, by: User, at: datetime) -> HeldWriting:
    """Sent twice, it waits once.

    Raises PostedAlreadyError when the form comes back with another text, TooManyWaitingError when
    so much of theirs waits already.
    """
    db.hold(by)
    known = db.session.scalars(queries.sent_as(by, sent.writing.key)).one_or_none()
    if known is not None:
        return _same(known, sent)
    if (db.session.scalar(queries.count_of(by)) or 0) >= MOST_WAITING:
        raise TooManyWaitingError
    writing = sent.writing
    row = HeldWriting(
        space_id=spaces.kept(sent.space).id,
        topic_id=sent.topic.id if sent.topic else None,
        kind=sent.kind,
        title=sent.title,
        reply_to_id=sent.to.id if sent.to else None,
        author_id=by.id,
        key=writing.key,
        language=writing.language,
        body=writing.body,
        beside=dict(sent.beside.kept) or None,
        why=why.value,
        source=writing.source.value,
        held_at=at,
    )
    db.session.add(row)
    for part in sent.along:
        part.stay()
    db.session.flush()
    return row


def _same(known: HeldWriting, sent: Sent) -> HeldWriting:
    if not _says(known, sent):
        raise PostedAlreadyError
    return known


def _says(known: HeldWriting, sent: Sent) -> bool:
    """What has become a post says it there, and no longer here."""
    if known.post_id is not None:
        return forum.says(db.session.get_one(Post, known.post_id), sent.writing)
    words, others = (known.title, known.body), (sent.title, sent.writing.body)
    return words == others and (known.beside or {}) == sent.beside.kept


def change(
    row: HeldWriting, *, title: str, body: str, beside: Kept | None = None, at: datetime
) -> None:
    """Its author writes it anew, and it waits again, refused or not; None leaves what is beside."""
    _know_it_waits(row)
    row.title, row.body, row.version = title, body, row.version + 1
    row.beside = row.beside if beside is None else dict(beside)
    row.held_at, row.decided_at, row.decided_by_id, row.reason = at, None, None, ""
    db.session.flush()


def take_back(row: HeldWriting) -> None:
    _know_it_waits(row)
    db.session.delete(row)
    db.session.flush()


def refuse(row: HeldWriting, *, seen: int, reason: str, by: User, at: datetime) -> None:
    """Its author reads the reason, and may send it once more."""
    _know_it_waits(row)
    if row.is_refused and row.reason == reason:
        return
    _know(row, seen)
    row.decided_at, row.decided_by_id, row.reason = at, by.id, reason
    row.version += 1
    db.session.flush()


def release(row: HeldWriting, *, seen: int, by: User, at: datetime) -> int:
    """It becomes a post at this moment; released twice, it is one. Gives the id of the post."""
    if row.post_id is not None:
        return row.post_id
    _know(row, seen)
    along = what_waited(row.waits)
    writing = Writing(row.key, row.body, row.language, along, source=Source(row.source))
    by_them = row.author
    if row.topic is None:
        post = forum.add_topic(row.space, row.title, row.kind, writing, by=by_them, at=at)
    else:
        post = forum.add_post(row.topic, writing, to=row.reply_to, by=by_them, at=at)
    row.post_id = post.id
    row.decided_at, row.decided_by_id, row.body, row.title, row.beside = at, by.id, "", "", None
    db.session.flush()
    return row.post_id


def _know_it_waits(row: HeldWriting) -> None:
    if row.post_id is not None:
        raise StandsAlreadyError


def _know(row: HeldWriting, seen: int) -> None:
    """Whoever decides has read what there is now."""
    if row.version != seen:
        raise ChangedMeanwhileError
