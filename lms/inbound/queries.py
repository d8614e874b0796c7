from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.forum.models import FIRST, Post, Topic
from lms.inbound.models import AddressRenewal, InboundMail


def known_as(digest: str) -> Select[InboundMail]:
    return select(InboundMail).where(InboundMail.digest == digest)


def was_answered(user: User, *, since: datetime) -> Select[bool]:
    return select(exists().where(InboundMail.user_id == user.id, InboundMail.answered_at > since))


def mails(*, before: int | None, most: int) -> Select[InboundMail]:
    """The newest first, with who wrote, one more than `most`."""
    query = (
        select(InboundMail)
        .options(joinedload(InboundMail.user))
        .order_by(InboundMail.id.desc())
        .limit(most + 1)
    )
    return query if before is None else query.where(InboundMail.id < before)


def counts(*, since: datetime) -> Select[str, int]:
    """(outcome, how many)."""
    return (
        select(InboundMail.outcome, func.count())
        .where(InboundMail.at > since)
        .group_by(InboundMail.outcome)
    )


def count_of(outcomes: Sequence[str], *, since: datetime) -> Select[int]:
    return select(func.count()).where(InboundMail.outcome.in_(outcomes), InboundMail.at > since)


def renewal(user: User, space_id: int) -> Select[AddressRenewal]:
    return select(AddressRenewal).where(_of(user, space_id))


def renewals(user: User, space_id: int) -> Select[int]:
    """How often they took a new address for this space."""
    return select(AddressRenewal.times).where(_of(user, space_id))


def _of(user: User, space_id: int) -> ColumnElement[bool]:
    return and_(AddressRenewal.user_id == user.id, AddressRenewal.space_id == space_id)


def first_post(topic: Topic) -> Select[Post]:
    return select(Post).where(Post.topic_id == topic.id, Post.no == FIRST)
