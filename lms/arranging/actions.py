"""Move a topic, split it, make one of two, close it. What points at a post still finds it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, insert, or_, select, update
from sqlalchemy.orm.attributes import flag_modified

from lms.accounts.models import User
from lms.arranging import indexing, reading_on
from lms.arranging.models import Departure
from lms.db import db
from lms.forum.held import actions as held
from lms.forum.models import Kind, Merger, Post, Topic
from lms.forum.searchable import tell_search_of_place
from lms.spaces import actions as spaces
from lms.spaces.models import Space
from lms.tags import actions as tags


class GoneError(Exception):
    """What was chosen does not stand there any more."""


def close(topic: Topic, *, at: datetime) -> None:
    topic.closed_at = topic.closed_at or at
    db.session.flush()


def reopen(topic: Topic) -> None:
    topic.closed_at = None
    db.session.flush()


def move(topic: Topic, space: Space) -> None:
    """With all its posts. Who sees the new space sees it, and nobody else."""
    topic.space = spaces.kept(space)
    db.session.flush()
    held.follow(topic, to=topic)
    tell_search_of_place(topic)


def split(topic: Topic, chosen: Collection[int], title: str, *, by: User, at: datetime) -> Topic:
    """Posts of these ids become a new topic in the same space; call it while you hold this one.

    Raises GoneError unless all of them stand in it still. Its first post stays.
    """
    posts = db.session.scalars(_chosen(topic, chosen)).all()
    if not posts or len(posts) != len(chosen):
        raise GoneError
    new, places = _begun_with(posts, topic, title), [post.no for post in posts]
    labels = topic.tags
    db.session.add(new)
    db.session.flush()
    db.session.execute(insert(Departure), list(_departures(topic, new, places, by, at)))
    _leave(topic, posts)
    _put(posts, new)
    reading_on.carry(topic, new, places)
    tags.put(new.id, [label.slug for label in labels])
    indexing.later(new, at=at)
    return new


def _chosen(topic: Topic, chosen: Collection[int]) -> Select[Post]:
    first = select(func.min(Post.no)).where(Post.topic_id == topic.id).scalar_subquery()
    here = (Post.topic_id == topic.id, Post.id.in_(chosen), Post.no > first)
    return select(Post).where(*here).order_by(Post.no)


def _begun_with(posts: Sequence[Post], topic: Topic, title: str) -> Topic:
    """By who wrote the first of them, when they wrote it; what is announced or decided stays."""
    first, last = posts[0], posts[-1]
    once = topic.kind in {Kind.ANNOUNCEMENT, Kind.DECISION}
    return Topic(
        space=topic.space,
        kind=Kind.DISCUSSION.value if once else topic.kind,
        title=title,
        language=first.language,
        author_id=first.author_id,
        created_at=first.created_at,
        last_no=len(posts),
        bumped_at=last.created_at,
    )


def _departures(
    topic: Topic, new: Topic, places: Sequence[int], by: User, at: datetime
) -> Iterator[dict[str, object]]:
    """One for all that stood side by side."""
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    alike = {"from_id": topic.id, "to_id": new.id, "by_id": by.id, "at": at}
    return ({"no": run[0], "count": len(run), **alike} for run in runs)


def _leave(topic: Topic, posts: Sequence[Post]) -> None:
    """A question whose answer goes is open again."""
    going = [post.id for post in posts]
    newest = select(func.max(Post.created_at)).where(
        Post.topic_id == topic.id, Post.id.not_in(going)
    )
    topic.bumped_at = db.session.scalars(newest).one()
    topic.holes += len(posts)
    if any(post.accepted_at for post in posts):
        topic.resolved_at = None


def _put(posts: Sequence[Post], new: Topic) -> None:
    """An answer stays one where a question stands above it."""
    for no, post in enumerate(posts, 1):
        post.topic_id, post.no = new.id, no
    if posts[0].accepted_at or new.kind != Kind.QUESTION:
        for post in posts:
            post.accepted_at = None
    new.resolved_at = next((post.accepted_at for post in posts if post.accepted_at), None)
    db.session.flush()


def merge(topic: Topic, into: Topic, *, by: User, at: datetime) -> Merger:
    """All posts of a topic go to the end of another; call it while you hold both.

    Raises GoneError when there are none any more: it went into another before.
    """
    if not topic.posts or not into.posts or topic.id == into.id:
        raise GoneError
    row = Merger(topic_id=topic.id, into_id=into.id, after=into.last_no, by_id=by.id, at=at)
    _send_on(row, keeps_answer=into.kind == Kind.QUESTION and not into.resolved_at)
    _add_up(topic, into)
    db.session.add(row)
    db.session.flush()
    reading_on.join(row)
    held.follow(topic, to=into)
    if topic.space_id != into.space_id:
        tell_search_of_place(into)
    indexing.later(into, at=at)
    return row


def _send_on(row: Merger, *, keeps_answer: bool) -> None:
    """Posts, the lines about those that left, and addresses that led to this topic before."""
    posts = update(Post).where(Post.topic_id == row.topic_id)
    posts = posts.values(topic_id=row.into_id, no=Post.no + row.after)
    left = Departure.from_id == row.topic_id
    departures = update(Departure).where(or_(left, Departure.to_id == row.topic_id))
    for change in (
        posts if keeps_answer else posts.values(accepted_at=None),
        departures.values(
            no=case((left, Departure.no + row.after), else_=Departure.no),
            from_id=case((left, row.into_id), else_=Departure.from_id),
            to_id=case((left, Departure.to_id), else_=row.into_id),
        ),
        update(Merger)
        .where(Merger.into_id == row.topic_id)
        .values(into_id=row.into_id, after=Merger.after + row.after),
    ):
        db.session.execute(change.execution_options(synchronize_session=False))


def _add_up(topic: Topic, into: Topic) -> None:
    """A question is answered as soon as one of both was."""
    into.last_no += topic.last_no
    into.holes += topic.holes
    into.bumped_at = max(into.bumped_at, topic.bumped_at)
    if into.kind == Kind.QUESTION:
        into.resolved_at = into.resolved_at or topic.resolved_at
    topic.holes = topic.last_no
    for row in (topic, into):  # the same columns of both: one statement
        for name in ("last_no", "holes", "bumped_at", "resolved_at"):
            flag_modified(row, name)
