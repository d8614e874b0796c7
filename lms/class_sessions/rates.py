"""How much of the class trainees attended, of what was marked and of the whole timetable."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lms.class_sessions import queries
from lms.class_sessions.models import Attendance, ClassSession, Status
from lms.class_sessions.units import COUNTED, Share, attended, total, units_of
from lms.db import db
from lms.editions.models import Edition, Enrolment


@dataclass(frozen=True)
class Record:
    """One trainee's attendance. `so_far` is out of the sessions in which they were marked."""

    so_far: Share
    whole: int
    times: Mapping[Status, int]


def counts(session: ClassSession) -> bool:
    return session.cancelled_at is None and session.kind in COUNTED


class Said(NamedTuple):
    """What a register says of one trainee in one session."""

    session_id: int
    status: str
    units: int | None


def record_of(sessions: Iterable[ClassSession], marks: Iterable[Attendance | Said]) -> Record:
    """Of one trainee, out of the timetable of their edition and their marks in it."""
    return record_in({row.id: units_of(row.minutes) for row in sessions if counts(row)}, marks)


def record_in(counted: Mapping[int, int], marks: Iterable[Attendance | Said]) -> Record:
    """The same, out of the units of each session that counts."""
    made = [row for row in marks if row.session_id in counted]
    shares = [
        Share(attended(row.status, row.units, counted[row.session_id]), counted[row.session_id])
        for row in made
    ]
    times = Counter(Status(row.status) for row in made)
    return Record(total(shares), sum(counted.values()), times)


def records_in(edition: Edition, trainees: Sequence[Enrolment]) -> dict[int, Record]:
    """Of several trainees, by enrolment: two statements."""
    sessions = db.session.scalars(queries.counted_sessions(edition)).all()
    numbers = [row.id for row in trainees]
    marks: dict[int, list[Said]] = {number: [] for number in numbers}
    for row in db.session.execute(queries.marks_in(edition, numbers)):
        marks[row[0]].append(Said(row[1], row[2], row[3]))
    return {number: record_of(sessions, found) for number, found in marks.items()}
