"""Begin a topic, write in it, mend and remove a post, say that a question is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, case, null, update
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import User
from lms.db import db
from lms.forum import afterwards, hearing, naming, noting, queries, quoting
from lms.forum.along import Keeping
from lms.forum.hearing import Happening
from lms.forum.models import FIRST, Post, PostRevision, Reason, Source, Topic
from lms.forum.searchable import tell_search
from lms.mentions.finding import Meant
from lms.spaces import actions as spaces
from lms.spaces.models import Space

WINDOW, MOST_IN_WINDOW = timedelta(minutes=10), 10
_WHY_OF = {Source.WEB: Reason.WROTE, Source.EMAIL: Reason.MAILED}


class PostedAlreadyError(Exception):
    """The form was sent before, with another text."""


class TooManyPostsError(Exception):
    """One person wrote so much in so short a time that others would not be heard."""


class PostRemovedError(Exception):
    """It was removed since the page was opened."""


@dataclass(frozen=True)
class Writing:
    """`key` came with the form, as what is `along`: a form sent twice is one post.

    `meant` is whom its names mean, where somebody has looked already.
    """

    key: UUID
    body: str
    language: str
    along: Sequence[Keeping] = ()
    meant: Meant | None = None
    source: Source = Source.WEB


def begin(
    space: Space, title: str, kind: str, writing: Writing, *, by: User, at: datetime
) -> Topic:
    """A topic with its first post; raises as `reply` does."""
    known = _sent_before(writing, by, at)
    if known is not None and known.topic.title != title:
        raise PostedAlreadyError
    return (known or add_topic(space, title, kind, writing, by=by, at=at)).topic


def reply(
    topic: Topic, writing: Writing, *, to: Post | None = None, by: User, at: datetime
) -> Post:
    """Add to the end of a topic.

    Raises PostedAlreadyError when the form comes back with another text, TooManyPostsError when
    this person has written too often lately.
    """
    known = _sent_before(writing, by, at)
    return known or add_post(topic, writing, to=to, by=by, at=at)


def add_topic(
    space: Space, title: str, kind: str, writing: Writing, *, by: User, at: datetime
) -> Post:
    """Its first post; whoever calls has looked whether it was sent before."""
    topic = Topic(
        space=spaces.kept(space),
        kind=kind,
        title=title,
        language=writing.language,
        author=by,
        created_at=at,
        last_no=FIRST,
        bumped_at=at,
    )
    db.session.add(topic)
    db.session.flush()
    post = _keep(topic, FIRST, writing, None, by=by, at=at)
    noting.note_begun(by, topic.id)
    return post


def add_post(topic: Topic, writing: Writing, *, to: Post | None, by: User, at: datetime) -> Post:
    """The same for an answer, in the topic or in that into which it went meanwhile."""
    number = _next_no(topic, by, at)
    if number is None:
        topic = db.session.scalars(queries.merged_into(topic)).one()
        return add_post(topic, writing, to=to, by=by, at=at)
    post = _keep(topic, number, writing, to, by=by, at=at)
    noting.note_written(by, topic.id, post.no, _WHY_OF[writing.source])
    return post


def _sent_before(writing: Writing, by: User, at: datetime) -> Post | None:
    db.hold(by)
    query = queries.sent_as(by, writing.key, since=at - WINDOW)
    known, lately, waits = db.session.execute(*query).one()
    if waits or (known is not None and not says(known, writing)):
        raise PostedAlreadyError
    if known is None and lately >= MOST_IN_WINDOW:
        raise TooManyPostsError
    return known


def says(post: Post, writing: Writing) -> bool:
    """Whether that is its text, but for words that were removed where they came from."""
    as_kept = {
        writing.body,
        quoting.cleared(writing.body, post.language, by_id=post.author_id).body,
    }
    return post.body in as_kept


def _next_no(topic: Topic, by: User, at: datetime) -> int | None:
    """Numbers follow each other, whoever writes at the same moment; none in an empty topic.

    Whoever asked and writes again has something left to ask: the question is open again.
    """
    blanks = {"topic": topic.id, "moment": at, "writer": by.id}
    row = db.session.execute(_NEXT_NO, blanks).mappings().one_or_none()
    if row is None:
        return None
    for column, value in row.items():
        set_committed_value(topic, column, value)
    return topic.last_no


_NEXT_NO = (
    update(Topic)
    .where(Topic.id == bindparam("topic"), Topic.posts > 0)
    .values(
        last_no=Topic.last_no + 1,
        bumped_at=bindparam("moment"),
        resolved_at=case((Topic.author_id == bindparam("writer"), null()), else_=Topic.resolved_at),
    )
    .returning(Topic.last_no, Topic.bumped_at, Topic.resolved_at)
    .execution_options(synchronize_session=False)
)


def _keep(  # a post is kept whole
    topic: Topic, number: int, writing: Writing, to: Post | None, *, by: User, at: datetime
) -> Post:
    meant = writing.meant or naming.meant_in(writing.body, topic.space, by)
    text = quoting.cleared(writing.body, writing.language, by_id=by.id)
    post = Post(
        topic=topic,
        no=number,
        author_id=by.id,
        reply_to_id=to.id if to else None,
        key=writing.key,
        language=writing.language,
        source=writing.source.value,
        created_at=at,
    )
    post.write(text.body, names=meant.names)
    db.session.add(post)
    db.session.flush()
    quoting.note(post, text.sources)
    _keep_along(writing.along, post)
    afterwards.see_to(post, at=at)
    _tell(Happening.WRITTEN, post, topic, at)
    return post


def _keep_along(along: Sequence[Keeping], post: Post) -> bool:
    changed = [part.keep(post) for part in along]
    return any(changed)


def revise(
    post: Post,
    body: str,
    *,
    along: Sequence[Keeping] = (),
    meant: Meant | None = None,
    at: datetime,
) -> None:
    """Put another text in the place of the first, which is kept; the same changes nothing.

    Raises PostRemovedError.
    """
    _hold(post)
    text = quoting.cleared(body, post.language, by_id=post.author_id)
    if _keep_along(along, post) or post.body != text.body:
        meant = meant or naming.meant_in(text.body, post.topic.space, post.author)
        db.session.add(PostRevision(post_id=post.id, body=post.body, replaced_at=at))
        post.write(text.body, names=meant.names)
        post.edited_at = at
        db.session.flush()
        quoting.note(post, text.sources)
        afterwards.see_to(post, at=at)
        _tell(Happening.REVISED, post, post.topic, at)


def remove(post: Post, *, reason: str, by: User, at: datetime) -> None:
    """Take its words off the page and out of every quotation; the first reason stands."""
    stands = (Post.id == post.id, Post.removed_at.is_(None))
    removal = {"removed_at": at, "removed_by_id": by.id, "reason": reason, "accepted_at": None}
    if not db.session.scalar(update(Post).where(*stands).values(removal).returning(Post.id)):
        return
    for column, value in removal.items():
        set_committed_value(post, column, value)
    naming.forget_all(post)
    changed = [post, *quoting.clear(post)]
    tell_search(changed)
    hearing.tell(Happening.REMOVED, post, post.topic, at)
    hearing.tell_words_gone(changed)


def accept(post: Post, *, at: datetime) -> None:
    """Say that this post answers the question; another one no longer does."""
    topic = post.topic
    db.hold(topic)
    _hold(post)
    withdraw_answer(topic)
    post.accepted_at = at
    topic.resolved_at = at
    db.session.flush()


def resolve(topic: Topic, *, at: datetime) -> None:
    """The question is settled, whichever post did it."""
    topic.resolved_at = topic.resolved_at or at
    db.session.flush()


def reopen(topic: Topic) -> None:
    """The question is open again, with no post that answers it."""
    withdraw_answer(topic)
    topic.resolved_at = None
    db.session.flush()


def withdraw_answer(topic: Topic) -> None:
    db.session.execute(
        update(Post)
        .where(Post.topic_id == topic.id, Post.accepted_at.is_not(None))
        .values(accepted_at=None)
    )


def _tell(happening: Happening, post: Post, topic: Topic, at: datetime) -> None:
    tell_search([post], new=happening is Happening.WRITTEN)
    hearing.tell(happening, post, topic, at)


def _hold(post: Post) -> None:
    db.session.refresh(post, ["body", "removed_at"], with_for_update=True)
    if post.removed_at is not None:
        raise PostRemovedError
