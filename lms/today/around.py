"""What Today knows besides what waits: the dates of class days, certificates. One statement."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Row,
    bindparam,
    literal,
    select,
    union_all,
)

from lms.accounts.models import User
from lms.certificates.models import Certificate
from lms.class_sessions.dates import dates_in
from lms.class_sessions.queries import DAYS_HELD
from lms.db import db
from lms.editions.class_days import dated
from lms.editions.models import Edition, Enrolment


class Award(NamedTuple):
    """A certificate that was not revoked."""

    serial: str
    course_title: str
    issued_at: datetime
    issued_by: str


class Around(NamedTuple):
    """The dates of the class days by their number, for each edition; the newest award first."""

    days: Mapping[int, Mapping[int, date]]
    awards: Sequence[Award]


def around(person: User, learnt: Sequence[Edition]) -> Around:
    """Of the editions in which they learn."""
    blanks = {"user": person.id, "editions": [row.id for row in learnt]}
    rows = db.session.execute(_AROUND, blanks).all()
    held = dates_in(
        (row.number, row.ref, row.name, row.at, row.flag) for row in rows if row.what == DAY
    )
    awards = [_award(row) for row in rows if row.what == AWARD]
    return Around(
        {
            edition.id: {day.number: day.date for day in dated(edition, held.get(edition.id, {}))}
            for edition in learnt
        },
        sorted(awards, key=lambda row: row.issued_at, reverse=True),
    )


def _award(row: Row[Any]) -> Award:
    return Award(row.ref, row.name, row.at, row.by)


DAY, AWARD = "day", "award"
_HELD = DAYS_HELD.subquery()
# Asked by Today (docs/decisions/007). The names say how they are read.
_AROUND: CompoundSelect[Any] = union_all(
    select(
        literal(DAY).label("what"),
        _HELD.c.edition_id.label("number"),
        _HELD.c.day.label("ref"),
        _HELD.c.time_zone.label("name"),
        _HELD.c.starts_at.label("at"),
        literal("").label("by"),
        _HELD.c.cancelled.label("flag"),
    ),
    select(
        literal(AWARD),
        Certificate.id,
        Certificate.serial,
        Certificate.course_title,
        Certificate.issued_at,
        Certificate.issued_by,
        literal(0),
    )
    .join(Certificate.enrolment)
    .where(Enrolment.user_id == bindparam("user", type_=Integer), Certificate.revoked_at.is_(None)),
)
