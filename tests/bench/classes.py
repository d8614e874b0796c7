"""Ten class days of each edition, and registers of the first eight."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from lms.class_sessions.models import Attendance, ClassSession
from lms.content import library

HELD = 8
COORDINATOR = 2
NOW = datetime.now(UTC).replace(microsecond=0)


def sessions(scale: int) -> Iterator[dict[str, Any]]:
    from tests.bench.world import COURSE  # the world asks for these rows

    days = library().courses[COURSE].days
    for number in range(scale * len(days)):
        edition, place = divmod(number, len(days))
        begins = NOW + timedelta(days=place - HELD)
        yield {
            "id": number + 1,
            "edition_id": edition + 1,
            "day": days[place].ref,
            "starts_at": begins,
            "ends_at": begins + timedelta(hours=6),
            "time_zone": "Asia/Kolkata",
            "room": "Hall 2",
            "created_at": NOW,
            "changed_at": NOW,
        }


def marks(scale: int) -> Iterator[dict[str, Any]]:
    from tests.bench.world import COURSE, TRAINEES  # the same

    count = len(library().courses[COURSE].days)
    for number in range(scale * TRAINEES):
        for place in range(HELD):
            yield {
                "session_id": number // TRAINEES * count + place + 1,
                "enrolment_id": number + 1,
                "status": "late" if (number + place) % 9 == 0 else "present",
                "how": "register",
                "marked_by_id": COORDINATOR,
                "marked_at": NOW,
            }


CLASSES = ((ClassSession, sessions), (Attendance, marks))
