from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.forum.models import Post, Topic
from lms.moderation.models import PostReport
from lms.spaces.models import Space
from lms.spaces.readers import Reader


def led_by(reader: Reader) -> ColumnElement[bool]:
    """As `lms.spaces.policy.can_lead` says of one space."""
    if reader.is_administrator:
        return true()
    return or_(false(), Space.edition_id.in_(sorted(reader.runs)))


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
        .where(led_by(reader))
        .order_by(waiting.c.first)
        .limit(most)
    )


def open_reports_of(post: Post) -> Select[PostReport]:
    """With who wrote them, in the order of writing."""
    return (
        select(PostReport)
        .options(joinedload(PostReport.by))
        .where(PostReport.post_id == post.id, PostReport.decision_id.is_(None))
        .order_by(PostReport.id)
    )


def count_open(reader: Reader) -> Select[int]:
    """Posts that wait for their decision."""
    return (
        select(func.count(PostReport.post_id.distinct()))
        .join(PostReport.post)
        .join(Post.topic)
        .join(Topic.space)
        .where(PostReport.decision_id.is_(None), led_by(reader))
    )


def open_report_of(post: Post, person: User) -> Select[PostReport]:
    return select(PostReport).where(
        PostReport.post_id == post.id,
        PostReport.by_id == person.id,
        PostReport.decision_id.is_(None),
    )


def count_since(person: User, moment: datetime) -> Select[int]:
    return select(func.count(PostReport.id)).where(
        PostReport.by_id == person.id, PostReport.at > moment
    )
