"""What the award needs to know about trainees, asked in one statement for one as for hundreds.

Each feature says it in rows of one shape, made by `rows_of`; they are put together once for each
combination (docs/decisions/007).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    String,
    bindparam,
    cast,
    literal,
    select,
    union_all,
)

from lms.db import db
from lms.editions.models import Enrolment

ENROLMENTS = bindparam("enrolments", type_=Integer, expanding=True)
EDITIONS = bindparam("editions", type_=Integer, expanding=True)
SHARED = literal(0)
"""In place of an enrolment: the row is about all trainees. That of one edition is `-its id`."""


class Fact(NamedTuple):
    ref: str
    number: int
    text: str


Facts = Mapping[str, Sequence[Fact]]  # by kind, of one trainee
Asked = Select[int, str, str, int, str]


def rows_of(
    kind: str,
    enrolment: Any,
    *,
    ref: Any = "",
    number: Any = 0,
    text: Any = "",
) -> Asked:
    """A `select` in the common shape; its `where` names `ENROLMENTS` or `EDITIONS`."""
    return select(
        enrolment.label("enrolment"),
        literal(kind).label("kind"),
        _as(String, ref).label("ref"),
        _as(Integer, number).label("number"),
        _as(String, text).label("text"),
    )


def _as(kind: type[Any], value: Any) -> ColumnElement[Any]:
    return cast(value, kind) if hasattr(value, "label") else literal(value, kind())


def facts_about(enrolments: Sequence[Enrolment], asked: Sequence[Asked]) -> dict[int, Facts]:
    """By enrolment, each with what is shared too. One statement."""
    found: dict[int, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    blanks = {
        "enrolments": [row.id for row in enrolments],
        "editions": list({row.edition_id for row in enrolments}),
    }
    rows = db.session.execute(_together(tuple(asked)), blanks)
    for enrolment, kind, ref, number, text in rows:
        found[enrolment][kind].append(Fact(ref, number, text))
    shared = found[0]
    return {
        row.id: defaultdict(list, shared | found[-row.edition_id] | found[row.id])
        for row in enrolments
    }


@lru_cache(maxsize=32)
def _together(asked: tuple[Asked, ...]) -> CompoundSelect[int, str, str, int, str]:
    return union_all(*asked)
