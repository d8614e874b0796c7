"""Ten marks by hand for everybody in the measured world, and one set in the place of another."""

from collections.abc import Iterator

from lms.content import library
from lms.db import db
from lms.editions.marks import Component
from lms.gradebook.models import HandMark
from lms.overrides.models import MarkOverride
from tests.bench.world import COURSE, NOW, TRAINEES, Row, _supervisor, _write, trainee_id

PARTS = 10


def _marks(scale: int) -> Iterator[Row]:
    days = [day.ref for day in library().courses[COURSE].days][:PARTS]
    for number in range(scale * TRAINEES):
        for place, part in enumerate(days):
            yield {
                "enrolment_id": number + 1,
                "trainee_id": trainee_id(number),
                "component": Component.CLASS_INSTRUMENTS.value,
                "part": part,
                "mark": 50 + (number * 7 + place * 3) % 50,
                "comment": "Clear. Next, name who told you each price.",
                "marked_by_id": _supervisor(number // TRAINEES),
                "marked_at": NOW,
                "released_at": NOW,
            }


def _overrides(scale: int) -> Iterator[Row]:
    for number in range(scale * TRAINEES):
        yield {
            "enrolment_id": number + 1,
            "trainee_id": trainee_id(number),
            "component": Component.QUIZZES.value,
            "part": f"{COURSE}/a1",
            "mark": 80,
            "reason": "One question could be read in two ways.",
            "set_by_id": _supervisor(number // TRAINEES),
            "set_at": NOW,
        }


def add(scale: int) -> None:
    _write(HandMark, _marks(scale))
    _write(MarkOverride, _overrides(scale))
    db.session.commit()
