"""Weeks and months of the log that are over and wait for their supervisor: by when to assess."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from flask_babel import ngettext

from lms.db import db
from lms.deadlines import queries
from lms.editions.models import Edition
from lms.follow_up.reminders import FRESH, TO_GRADE
from lms.i18n import show_date
from lms.intakes.spans import MONTH
from lms.notifications.lines import Line
from lms.notifications.models import Category
from lms.placements.calendar import Stretch, to_assess

Desks = dict[tuple[int, int], list[Stretch]]
"""What waits, by supervisor and edition."""


def to_assess_by(
    people: Collection[int], editions: Mapping[int, Edition], at: datetime
) -> Iterator[tuple[int, Line]]:
    """Two statements. Once a week, as long as something waits."""
    for (user, number), waiting in _desks(people, editions, at).items():
        first = min(waiting, key=lambda stretch: stretch.last)
        by, edition = first.last + TO_GRADE, editions[number]
        say = _months if first.unit == MONTH else _weeks
        yield (
            user,
            Line(
                Category.OTHERS,
                partial(say, edition.name, len(waiting), by),
                "/fieldwork",
                f"assess:{user}:{number}:{len(waiting)}:{by}:{at:%G-%V}",
            ),
        )


def _desks(people: Collection[int], editions: Mapping[int, Edition], at: datetime) -> Desks:
    rows = db.session.execute(queries.supervised(people, on=at.date())).all()
    assessed: dict[int, set[str]] = {row[1].id: set() for row in rows}
    for number, target in db.session.execute(queries.assessed(assessed)):
        assessed[number].add(target)
    desks: Desks = {}
    for user, placement in rows:
        number = placement.enrolment.edition_id
        if number in editions:
            fresh = _day(editions[number], at)
            if waiting := to_assess(placement, assessed[placement.id], fresh):
                desks.setdefault((user, number), []).extend(waiting)
    return desks


def _day(edition: Edition, at: datetime) -> date:
    """What ended before this day is not fresh any more."""
    return (at - FRESH).astimezone(ZoneInfo(edition.time_zone)).date()


def _weeks(edition: str, count: int, by: date) -> str:
    return ngettext(
        "%(num)s week of the log waits for your assessment; assess it by %(day)s (%(edition)s)",
        "%(num)s weeks of the log wait for your assessment; assess the first by %(day)s "
        "(%(edition)s)",
        count,
        day=show_date(by),
        edition=edition,
    )


def _months(edition: str, count: int, by: date) -> str:
    return ngettext(
        "%(num)s month of the log waits for your assessment; assess it by %(day)s (%(edition)s)",
        "%(num)s months of the log wait for your assessment; assess the first by %(day)s "
        "(%(edition)s)",
        count,
        day=show_date(by),
        edition=edition,
    )
