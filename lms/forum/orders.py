"""In which order topics of one kind stand in a list: each kind is asked for another reason.

A feature whose topics end at some hour says so once, when it is imported (`stands_by`).
"""

from typing import Literal, NamedTuple

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, bindparam, case, or_

from lms.db import UTCDateTime
from lms.forum.models import Kind, Topic

AS_OF = bindparam("as_of", type_=UTCDateTime)
"""When the first page of a list was made: what ends meanwhile keeps its place on those after it."""


class Order(NamedTuple):
    """The greatest rank comes first, of equal ones the latest moment, then the highest id."""

    said: object
    moment: Literal["bumped_at", "created_at"] = "bumped_at"
    rank: ColumnElement[int] | None = None


NEWEST_POSTS = Order(_l("Those with the newest posts come first."))
_IS_OPEN = or_(Topic.resolved_at.is_(None), Topic.resolved_at > AS_OF)
_ORDERS: dict[str, Order] = {
    Kind.QUESTION: Order(
        _l("Those that wait for an answer come first."),
        rank=case((_IS_OPEN, 1), else_=0),
    ),
    Kind.ANNOUNCEMENT: Order(_l("The newest come first."), "created_at"),
}
"""Of what is not here, those with the newest posts come first (docs/decisions/091)."""


def stands_by(kind: Kind, order: Order) -> None:
    _ORDERS[kind] = order


def order_of(kind: str) -> Order:
    """`kind` is empty where all of them stand together."""
    return _ORDERS.get(kind, NEWEST_POSTS)
