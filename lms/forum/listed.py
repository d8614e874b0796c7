"""The topics of a space page by page, both ways, each kind in its own order."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    bindparam,
    literal,
    select,
    tuple_,
)
from sqlalchemy.orm import joinedload

from lms.db import UTCDateTime, db
from lms.forum.models import Topic
from lms.forum.orders import order_of
from lms.forum.tagged import has_tag
from lms.spaces.models import Space


class Edge(NamedTuple):
    """The topic beside which a page begins, as it stood in the list when that was made."""

    moment: datetime
    number: int
    rank: int
    as_of: datetime


class Wanted(NamedTuple):
    """Some of the topics of a space; `back` are those that end before the edge."""

    kind: str = ""
    tag: str = ""
    edge: Edge | None = None
    back: bool = False


class Listed(NamedTuple):
    """Edges of the pages before and after it, where there are any."""

    topics: Sequence[Topic]
    newer: Edge | None
    older: Edge | None


def topics_in(space: Space, wanted: Wanted, *, most: int, at: datetime) -> Listed:
    """With their authors: one statement."""
    edge, order = wanted.edge, order_of(wanted.kind)
    as_of = edge.as_of if edge else at
    blanks = {"space": space.id, "kind": wanted.kind, "tag": wanted.tag, "most": most + 1}
    blanks |= edge._asdict() if edge else {"as_of": at}
    query = _query(wanted.kind, bool(wanted.tag), edge is not None, wanted.back)
    found = db.session.execute(query, blanks).all()
    rows = found[:most][::-1] if wanted.back else found[:most]
    edges = [Edge(getattr(one, order.moment), one.id, rank, as_of) for one, rank in rows]
    more, beside = len(found) > most, edge is not None
    newer, older = (more, beside) if wanted.back else (beside, more)
    return Listed(
        [topic for topic, _rank in rows],
        edges[0] if edges and newer else None,
        edges[-1] if edges and older else None,
    )


@cache
def _query(kind: str, tagged: bool, beside: bool, back: bool) -> Select[Topic, int]:
    order = order_of(kind)
    keys: list[ColumnElement[Any]] = [getattr(Topic, order.moment), Topic.id.expression]
    blanks = [_MOMENT, _NUMBER]
    rank: ColumnElement[int] = literal(0)
    if order.rank is not None:
        rank = order.rank
        keys, blanks = [rank, *keys], [_RANK, *blanks]
    query = select(Topic, rank).options(joinedload(Topic.author)).where(_HERE).limit(_MOST)
    query = query.where(Topic.kind == bindparam("kind", type_=String)) if kind else query
    query = query.where(has_tag(bindparam("tag", type_=String))) if tagged else query
    if beside:
        here, there = tuple_(*keys), tuple_(*blanks)
        query = query.where(here > there if back else here < there)
    return query.order_by(*keys if back else [key.desc() for key in keys])


_RANK, _MOST = bindparam("rank", type_=BigInteger), bindparam("most", type_=Integer)
_MOMENT, _NUMBER = bindparam("moment", type_=UTCDateTime), bindparam("number", type_=Integer)
_HERE = (Topic.space_id == bindparam("space", type_=Integer)) & (Topic.posts > 0)
