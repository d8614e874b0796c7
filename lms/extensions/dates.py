"""The date for this person: what is due for everybody, or later for who has more time.

Every list, calendar, reminder and test of lateness asks here, so that no two pages disagree.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import g
from sqlalchemy import Row

from lms import clock
from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.extensions import queries


class Kind(StrEnum):
    """What can be due. A ref is the content's, of a log `week:3` or `month:2`."""

    QUIZ = "quiz"
    PAPER = "paper"
    DELIVERABLE = "deliverable"
    LOG = "log"


Work = tuple[str, str]
"""A kind and a ref."""


@dataclass(frozen=True)
class Due:
    """Until and with `on`. `usual` is what holds for the others, where they have a date at all.

    `reason` and `by` say why there is more time.
    """

    on: date
    usual: date | None
    reason: str = ""
    by: str = ""

    @property
    def extended(self) -> bool:
        return bool(self.reason)

    def is_past(self, edition: Edition) -> bool:
        return self.is_late(clock.now(), edition)

    def is_late(self, at: datetime, edition: Edition) -> bool:
        """Whether what was handed in then came after the day, on the clock of the class."""
        return at.astimezone(ZoneInfo(edition.time_zone)).date() > self.on


class More(NamedTuple):
    until: date
    reason: str
    by: str


@dataclass(frozen=True)
class Dates:
    """Of some trainees."""

    usual: dict[tuple[int, Work], date] = field(default_factory=dict)
    more: dict[tuple[int, Work], More] = field(default_factory=dict)

    def of(
        self, trainee: Enrolment, kind: str, ref: str, *, usual: date | None = None
    ) -> Due | None:
        """The date for this person; `usual` where the work itself says when it is due."""
        work = (str(kind), ref)
        usual = self.usual.get((trainee.edition_id, work), usual)
        more = self.more.get((trainee.id, work))
        if more and (usual is None or more.until > usual):
            return Due(more.until, usual, more.reason, more.by)
        return Due(usual, usual) if usual else None

    def all_of(self, trainee: Enrolment) -> dict[Work, Due]:
        """All that is due for this person by a date that the edition or an extension gives."""
        works = {work for edition_id, work in self.usual if edition_id == trainee.edition_id}
        works |= {work for number, work in self.more if number == trainee.id}
        found = {work: self.of(trainee, *work) for work in works}
        return {work: due for work, due in found.items() if due}


def dates_for(trainees: Sequence[Enrolment]) -> Dates:
    """One statement a request for the same people."""
    key = tuple(row.id for row in trainees)
    known: dict[tuple[int, ...], Dates] = g.setdefault("dates", {})
    if key not in known:
        known[key] = dates_now(trainees)
    return known[key]


def dates_now(trainees: Sequence[Enrolment]) -> Dates:
    """The same for who works on when no request ends; one statement."""
    editions = {row.edition_id for row in trainees}
    query = queries.known_dates(editions, [row.id for row in trainees])
    return dates_in_rows(db.session.execute(query))


def dates_in_rows(rows: Iterable[Row[Any]]) -> Dates:
    """Of rows such as those of `known_dates`, for who asks for more in the same statement."""
    found = Dates()
    for row in rows:
        _keep(found, row)
    return found


def _keep(dates: Dates, row: Row[Any]) -> None:
    """Of several extensions for the same work the furthest counts."""
    work = (row.kind, row.ref)
    if not row.enrolment_id:
        dates.usual[row.edition_id, work] = row.on
        return
    before = dates.more.get((row.enrolment_id, work))
    if before is None or before.until < row.on:
        dates.more[row.enrolment_id, work] = More(row.on, row.reason, row.by)
