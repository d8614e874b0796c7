"""All dates of one person: their sessions, class days without hours yet, and what features know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import url_for
from flask_babel import gettext as _

from lms.class_sessions import queries
from lms.class_sessions.lines import Line, line_of
from lms.db import db
from lms.editions.class_days import planned_days
from lms.editions.models import Edition, Enrolment
from lms.editions.occasions import Occasion, occasions_of


@dataclass(frozen=True)
class Agenda:
    """Of one person, in the order of time: what has hours, and what is said of whole days."""

    lines: list[Line]
    occasions: list[Occasion]

    @property
    def days(self) -> list[tuple[date, list[Line], list[Occasion]]]:
        """By date on the reader's clock."""
        dates = {line.times.on for line in self.lines} | {row.on for row in self.occasions}
        return [
            (
                day,
                [line for line in self.lines if line.times.on == day],
                [row for row in self.occasions if row.on == day],
            )
            for day in sorted(dates)
        ]


def agenda_of(enrolments: Sequence[Enrolment], reader: ZoneInfo, first: date, last: date) -> Agenda:
    """From the first day until the last one, both on the reader's clock."""
    editions = list({row.edition_id: row.edition for row in enrolments}.values())
    if not editions:
        return Agenda([], [])
    begin, end = _midnight(first, reader), _midnight(last + timedelta(days=1), reader)
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
