"""A session as every page shows it: its name in the reader's language and its hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from lms.catalog.find import course_or_404
from lms.class_sessions.check_in import closes_at, opens_at
from lms.class_sessions.models import ClassSession, Kind
from lms.class_sessions.times import Times, times_of
from lms.class_sessions.units import units_of
from lms.class_sessions.vocabulary import KINDS
from lms.content.class_day import Day


@dataclass(frozen=True)
class Line:
    """`piece` is the class day whose title stands for the session's, in the language it is in."""

    session: ClassSession
    times: Times
    label: str
    title: str
    piece: Day | None
    number: int | None

    @property
    def opens_at(self) -> datetime:
        return opens_at(self.session)

    @property
    def closes_at(self) -> datetime:
        return closes_at(self.session)

    @property
    def kind(self) -> str:
        return str(KINDS[Kind(self.session.kind)])

    @property
    def units(self) -> int:
        return units_of(self.session.minutes)


def line_of(session: ClassSession, reader: ZoneInfo) -> Line:
    """Its edition is loaded."""
    number, piece = class_day_of(session)
    kind = str(KINDS[Kind(session.kind)])
    label = kind if number is None else _("Day %(number)s", number=number)
    title = session.title or (piece.title if piece else label)
    shown = None if session.title else piece
    return Line(session, times_of(session, reader), label, title, shown, number)


def lines_of(sessions: Iterable[ClassSession], reader: ZoneInfo) -> list[Line]:
    return [line_of(session, reader) for session in sessions]


def class_day_of(session: ClassSession) -> tuple[int | None, Day | None]:
    """Which day of the course it holds, by number; none when the course no longer has it."""
    course = course_or_404(session.edition.course_id)
    for number, day in enumerate(course.days, 1):
        if day.ref == session.day:
            return number, day
    return None, None
