from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, literal, select, true
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.attachments.actions import still_needed
from lms.attachments.models import Attachment
from lms.forum.held import queries as held
from lms.forum.models import Post, Topic
from lms.moderation.elsewhere import queues
from lms.moderation.models import PostReport
from lms.spaces.queries import LED, blanks_of
from lms.spaces.readers import Reader


def reported(reader: Reader, *, most: int) -> Select[Post, int]:
    """(post with topic, space and author; how many reported it), the longest waiting first."""
    waiting = (
        select(
            PostReport.post_id, func.count().label("said"), func.min(PostReport.id).label("first")
        )
        .where(PostReport.decision_id.is_(None))
        .group_by(PostReport.post_id)
        .subquery()
    )
    return (
        select(Post, waiting.c.said)
        .join(waiting, waiting.c.post_id == Post.id)
        .join(Post.topic)
        .join(Topic.space)
        .options(contains_eager(Post.topic).contains_eager(Topic.space), joinedload(Post.author))
        .where(LED, by_others(reader))
        .order_by(waiting.c.first)
        .limit(most)
        .params(blanks_of(reader))
    )


def by_others(reader: Reader) -> ColumnElement[bool]:
    """Of posts: nobody decides about their own, nor learns who reported it (`can_decide`)."""
    if reader.is_administrator or reader.person is None:
        return true()
    return Post.author_id != reader.person.id


def open_reports_of(post: Post) -> Select[PostReport]:
    """With who wrote them, in the order of writing."""
    return (
        select(PostReport)
        .options(joinedload(PostReport.by))
        .where(PostReport.post_id == post.id, PostReport.decision_id.is_(None))
        .order_by(PostReport.id)
    )


def is_reported(post: Post) -> Select[bool]:
    """Whether something said about it is still open."""
    waits = PostReport.decision_id.is_(None)
    return select(exists().where(PostReport.post_id == post.id, waits))


def count_open(reader: Reader) -> Select[int]:
    """Reported posts, held writings and what else waits for the decision of this reader."""
    reports = (
        select(func.count(PostReport.post_id.distinct()))
        .join(PostReport.post)
        .join(Post.topic)
        .join(Topic.space)
        .where(PostReport.decision_id.is_(None), LED, by_others(reader))
        .params(blanks_of(reader))
    )
    counts = [reports, held.count_waiting(reader)]
    counts += [queue.how_many(reader) for queue in queues()]
    return select(sum((count.scalar_subquery() for count in counts), literal(0)))


def open_report_of(post: Post, person: User) -> Select[PostReport]:
    return select(PostReport).where(
        PostReport.post_id == post.id,
        PostReport.by_id == person.id,
        PostReport.decision_id.is_(None),
    )


@still_needed
def reported_files() -> ColumnElement[bool]:
    """Files below a post that somebody still has to decide about."""
    return exists().where(
        PostReport.post_id == Attachment.post_id, PostReport.decision_id.is_(None)
    )


def count_since(person: User, moment: datetime) -> Select[int]:
    return select(func.count(PostReport.id)).where(
        PostReport.by_id == person.id, PostReport.at > moment
    )
