"""Decisions in a list of the forum: what closes next comes first, what is closed last."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import BigInteger, ColumnElement, case, cast, extract, func, select

from lms.decisions.models import Decision
from lms.forum.models import Kind, Topic
from lms.forum.orders import AS_OF, Order, stands_by

FAR = 2**34
"""Seconds, in some five hundred years: open ones count down from there, closed ones up from 0."""


def _rank() -> ColumnElement[int]:
    """One that was withdrawn stands behind all others."""
    closes = cast(extract("epoch", Decision.closes_at), BigInteger)
    rank = case(
        (Decision.withdrawn_at.is_not(None), 0),
        (Decision.closes_at > AS_OF, FAR - closes),
        else_=closes,
    )
    of_this = select(rank).where(Decision.topic_id == Topic.id).correlate(Topic)
    return func.coalesce(of_this.scalar_subquery(), 0)


stands_by(Kind.DECISION, Order(_l("What closes next comes first."), rank=_rank()))
