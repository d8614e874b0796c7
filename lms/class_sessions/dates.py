"""What learning is told from here: on which dates class days are held."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import g

from lms.class_sessions import queries
from lms.class_sessions.models import ClassSession
from lms.db import db
from lms.editions.class_days import dated_by
from lms.editions.models import Edition

Held = tuple[int, str | None, str, datetime, int]
"""Edition, class day, zone, first start; 1 where it is cancelled."""


@dated_by
def dates_of_the_timetable(editions: Sequence[Edition]) -> Mapping[int, Mapping[str, date]]:
    """Of each class day in it."""
    return dates_in(_held(editions))


def dates_in(held: Iterable[Held]) -> Mapping[int, Mapping[str, date]]:
    """The date of the first session of each class day; of a cancelled one only if all are."""
    dates: dict[int, dict[str, date]] = {}
    for edition_id, day, zone, start, _cancelled in sorted(held, key=_given_first):
        on = start.astimezone(ZoneInfo(zone)).date()
        dates.setdefault(edition_id, {}).setdefault(day or "", on)
    return dates


def _held(editions: Sequence[Edition]) -> Iterable[Held]:
    """Of one edition from its timetable, which its class day shows as well."""
    if len(editions) > 1:
        return db.session.execute(*queries.days_held(editions)).all()
    rows = [row for row in timetable_of(editions[0]) if row.day]
    return [
        (row.edition_id, row.day, row.time_zone, row.starts_at, int(row.cancelled_at is not None))
        for row in rows
    ]


def _given_first(row: Held) -> tuple[int, datetime]:
    return row[4], row[3]


def timetable_of(edition: Edition) -> Sequence[ClassSession]:
    """All its sessions; one statement a request."""
    known: dict[int, Sequence[ClassSession]] = g.setdefault("timetables", {})
    if edition.id not in known:
        known[edition.id] = db.session.scalars(queries.sessions_of(edition)).all()
    return known[edition.id]
