from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.case_studies.post_models import CasePost
from lms.editions.models import Edition


class Activity(NamedTuple):
    """How many posts stand in a discussion, and when the newest was written."""

    posts: int
    newest: datetime


def posts_page(
    edition: Edition,
    case_id: str,
    *,
    before: int | None = None,
    after: int | None = None,
    most: int,
) -> Select[CasePost]:
    """A page of a discussion with authors and the posts replied to, one row more than `most`.

    After a post: in the order of writing. Before a post, or from the end: the newest first.
    """
    query = _posts(edition, case_id).limit(most + 1)
    if after is not None:
        return query.where(CasePost.id > after).order_by(CasePost.id)
    if before is not None:
        query = query.where(CasePost.id < before)
    return query.order_by(CasePost.id.desc())


def post_in(edition: Edition, case_id: str, post_id: int) -> Select[CasePost]:
    return _posts(edition, case_id).where(CasePost.id == post_id)


def _posts(edition: Edition, case_id: str) -> Select[CasePost]:
    return (
        select(CasePost)
        .options(
            joinedload(CasePost.author),
            joinedload(CasePost.removed_by),
            joinedload(CasePost.reply_to).joinedload(CasePost.author),
        )
        .where(CasePost.edition_id == edition.id, CasePost.case_id == case_id)
    )


def sent_as(author: User, key: UUID) -> Select[CasePost]:
    """What this form of this person has already become."""
    return select(CasePost).where(CasePost.author_id == author.id, CasePost.key == key)


def count_since(author: User, moment: datetime) -> Select[int]:
    return select(func.count(CasePost.id)).where(
        CasePost.author_id == author.id, CasePost.created_at > moment
    )


def activity_in(edition: Edition, *cases: str) -> Select[str, int, datetime]:
    """(case, posts, moment of the newest) of these discussions, or of all; removed posts aside."""
    query = (
        select(CasePost.case_id, func.count(), func.max(CasePost.created_at))
        .where(CasePost.edition_id == edition.id, CasePost.removed_at.is_(None))
        .group_by(CasePost.case_id)
    )
    return query.where(CasePost.case_id.in_(cases)) if cases else query
