"""Countries take turns where not every topic has room (docs/decisions/086).

A topic counts as old as its silence is, and older by a turn for each newer one of its country. The
more people of a country wait to be read, the shorter are its turns.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    case,
    cast,
    extract,
    func,
    select,
)

from lms.db import UTCDateTime

DAY = 24 * 60 * 60
TURN = 30
"""Days; where so many people of a country wait, fewer."""
TURN_OF_MANY = {16: 10, 4: 15}


def by_turns(topics: Select[*tuple[Any, ...]]) -> Select[int, int]:
    """(topic, rank), the first first, of (id, author, newest, country): when the newest post came.

    Those whose author has no country stand together, as if they were of one. What time it is, and
    how many are wanted, goes into the blanks `now` and `most`.
    """
    rows = topics.subquery()
    found = rows.c
    person = func.dense_rank().over(partition_by=found.country, order_by=found.author)
    newest_first = (found.newest.desc(), found.id.desc())
    place = func.row_number().over(partition_by=found.country, order_by=newest_first)
    each = select(rows, person.label("person"), place.label("place")).subquery().c
    people = func.max(each.person).over(partition_by=each.country)
    rank = (_days(each.newest) + (each.place - 1) * _turn(people)).label("rank")
    return (
        select(each.id, rank)
        .order_by(rank, each.newest.desc(), each.id.desc())
        .limit(bindparam("most", type_=Integer))
    )


def _turn(people: ColumnElement[int]) -> ColumnElement[int]:
    return case(*((people >= many, days) for many, days in TURN_OF_MANY.items()), else_=TURN)


def _days(newest: ColumnElement[Any]) -> ColumnElement[int]:
    """Whole ones, until now."""
    now = bindparam("now", type_=UTCDateTime)
    return (_seconds(now) - _seconds(newest)) // DAY


def _seconds(moment: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(extract("epoch", moment), BigInteger)
