"""All dates of one person: their sessions, class days without hours yet, and what features know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from lms.accounts.models import User
from lms.class_sessions import queries
from lms.class_sessions.appointments import Entry, entries_of
from lms.class_sessions.lines import Line, line_of
from lms.db import db
from lms.editions.class_days import planned_days
from lms.editions.models import Edition, Enrolment
from lms.editions.occasions import Occasion, occasions_of


class Day(NamedTuple):
    """`hours` are in their order, whichever feature knows them."""

    on: date
    occasions: list[Occasion]
    hours: list[Line | Entry]


@dataclass(frozen=True)
class Agenda:
    """Of one person, in the order of time: what has hours, and what is said of whole days."""

    lines: list[Line]
    occasions: list[Occasion]
    entries: list[Entry] = field(default_factory=list)

    @property
    def days(self) -> list[Day]:
        """By date on the reader's clock."""
        hours: list[Line | Entry] = [*self.lines, *self.entries]
        hours.sort(key=_start)
        dates = {row.times.on for row in hours} | {row.on for row in self.occasions}
        return [
            Day(
                day,
                [row for row in self.occasions if row.on == day],
                [row for row in hours if row.times.on == day],
            )
            for day in sorted(dates)
        ]


def _start(row: Line | Entry) -> datetime:
    return row.session.starts_at if isinstance(row, Line) else row.appointment.starts_at


def agenda_of(
    person: User, enrolments: Sequence[Enrolment], reader: ZoneInfo, first: date, last: date
) -> Agenda:
    """From the first day until the last one, both on the reader's clock."""
    begin, end = _midnight(first, reader), _midnight(last + timedelta(days=1), reader)
    entries = entries_of(person, begin, end, reader)
    editions = list({row.edition_id: row.edition for row in enrolments}.values())
    if not editions:
        return Agenda([], [], entries)
    ids = [edition.id for edition in editions]
    known = db.session.scalars(queries.sessions_of_calendar(ids, begin, end)).all()
    held = {(row.edition_id, row.day) for row in known}
    sessions = [row for row in known if row.ends_at > begin and row.starts_at < end]
    occasions = [
        *_days_without_hours(editions, held, first, last),
        *occasions_of(enrolments, first, last),
    ]
    return Agenda(
        [line_of(session, reader) for session in sessions],
        sorted(occasions, key=lambda row: (row.on, row.title)),
        entries,
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _days_without_hours(
    editions: list[Edition], held: Collection[tuple[int, str | None]], first: date, last: date
) -> list[Occasion]:
    """Class days that no timetable holds: they have a date, and no hour yet."""
    return [
        Occasion(
            key=f"class-day-{edition.id}-{day.number}",
            on=day.date,
            title=_("Day %(number)s: %(title)s", number=day.number, title=day.day.title),
            detail=edition.name,
            href=url_for("learning.edition_day", edition_id=edition.id, number=day.number),
            language="" if day.day.translated else day.day.language,
        )
        for edition in editions
        for day in planned_days(edition)
        if first <= day.date <= last and (edition.id, day.day.ref) not in held
    ]
