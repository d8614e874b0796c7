"""Long lists by the page, in both directions: `after=` or `before=` the row at its edge.

A row is marked by what its list is ordered by, its id first: `after=17_Ana Example`.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import abort, request
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from lms.db import db

Row = TypeVar("Row")
Mark = tuple[str | int, ...]


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`before` and `after` lead to the pages beside it, where there are any."""

    rows: Sequence[Row]
    before: str | None
    after: str | None


def page_of(
    query: Select[Row],
    order: Sequence[InstrumentedAttribute[Any]],
    mark: Callable[[Row], Mark],
    *,
    most: int,
) -> Page[Row]:
    """The page that the address asks for; `order` ends with the id, `mark` reads it off a row."""
    back = bool(request.args.get("before"))
    edge = _edge(len(order))
    if edge:
        here, there = tuple_(*order), tuple_(*edge)
        query = query.where(here < there if back else here > there)
    query = query.order_by(*(column.desc() if back else column for column in order))
    found = db.session.scalars(query.limit(most + 1)).all()
    if edge and not found:
        abort(404)
    more, rows = len(found) > most, list(found[:most])
    if back:
        rows.reverse()
    return Page(
        rows,
        _written(mark(rows[0])) if (more if back else edge) else None,
        _written(mark(rows[-1])) if back or more else None,
    )


def before() -> int | None:
    """The id at the edge of a list that leads on to older rows only, if the address names one."""
    raw = request.args.get("before")
    if not raw:
        return None
    return int(raw) if re.fullmatch("[0-9]{1,9}", raw) else abort(404)


def page_within(rows: Sequence[Row], amounts: Sequence[int], *, most: int) -> Page[Row]:
    """The page that the address asks for of a list that was worked out whole.

    `amounts` are what it is ordered by; equal ones are told apart by their turn.
    """
    turns: Counter[int] = Counter()
    marks = [(amount, turns.update([amount]) or turns[amount]) for amount in amounts]
    back, edge = bool(request.args.get("before")), _whole(_edge(2))
    first = bisect_right(marks, edge) if edge and not back else 0
    last = bisect_left(marks, edge) if edge and back else min(first + most, len(marks))
    if edge and first == last:
        abort(404)
    first = max(first, last - most)
    return Page(
        rows[first:last],
        _written(marks[first]) if first else None,
        _written(marks[last - 1]) if last < len(marks) else None,
    )


def _whole(edge: Mark | None) -> tuple[int, int] | None:
    if edge is None:
        return None
    amount, turn = edge
    if not re.fullmatch(r"-?[0-9]{1,18}", str(amount)):
        abort(404)
    return int(amount), int(turn)


def _written(mark: Mark) -> str:
    *texts, number = mark
    return "_".join([str(number), *map(str, texts)])


def _edge(parts: int) -> Mark | None:
    raw = request.args.get("before") or request.args.get("after")
    if not raw:
        return None
    number, *texts = raw.split("_", parts - 1)
    if len(texts) != parts - 1 or not re.fullmatch(r"[0-9]{1,9}", number):
        abort(404)
    return (*texts, int(number))
