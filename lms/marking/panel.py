"""What the page shows of each marker, and of the samples that they have marked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from lms.accounts.models import User
from lms.calibration import queries as calibration
from lms.calibration.agreement import Agreement, agreement_of
from lms.calibration.models import CalibrationMark
from lms.calibration.standing import pairs_of, standing_of
from lms.content import library
from lms.content.rubric import Criterion, Rubric
from lms.db import db
from lms.editions.models import Edition, Role
from lms.editions.queries import people_of
from lms.marking import drift, queries
from lms.marking.drift import Spread

RUBRIC = "log"


class Marker(NamedTuple):
    person: User
    own: Spread
    others: Spread
    apart: list[tuple[int, int, int]]

    @property
    def compared(self) -> bool:
        """Whether some level is told of both."""
        both = zip(self.own.shares.values(), self.others.shares.values(), strict=True)
        return any(None not in pair for pair in both)


class Calibrated(NamedTuple):
    """Who marks here, and since when they have marked the samples of the log; None if not."""

    person: User
    until: datetime | None


def markers_of(edition: Edition) -> list[Marker]:
    rows = db.session.execute(queries.levels_given(edition))
    found = drift.counted((marker, levels) for marker, levels in rows)
    people = db.session.scalars(queries.people(found)).all()
    return [_marker(person, found) for person in people]


def _marker(person: User, found: Mapping[int, Counter[int]]) -> Marker:
    own = drift.spread_of(found[person.id])
    others = drift.spread_of(drift.others_than(person.id, found))
    return Marker(person, own, others, drift.far_apart(own, others))


class Samples(NamedTuple):
    """Of the log: who has marked the samples, and how far all of them together agree."""

    people: list[Calibrated]
    by_criterion: list[tuple[Criterion, Agreement]]


def samples_of(edition: Edition, *, at: datetime) -> Samples:
    staff = db.session.scalars(people_of(edition, Role.SUPERVISOR, Role.ASSESSOR)).all()
    people = {row.user_id: row.user for row in staff}
    given: dict[int, dict[str, CalibrationMark]] = {number: {} for number in people}
    marks = db.session.scalars(calibration.marks_by(people, at=at)).all()
    for mark in marks:
        given[mark.user_id][mark.sample] = mark
    rubric = library().rubrics[RUBRIC]
    done = [Calibrated(row, standing_of(rubric, given[row.id]).until) for row in people.values()]
    done.sort(key=lambda row: row.person.name)
    return Samples(done, _together(rubric, marks))


def _together(
    rubric: Rubric, marks: Sequence[CalibrationMark]
) -> list[tuple[Criterion, Agreement]]:
    """Nothing of one person, so nothing before five have marked."""
    if len({row.user_id for row in marks}) < drift.FEWEST:
        return []
    samples = calibration.samples_for(rubric.id)
    return [(row, agreement_of(pairs_of(row.id, samples, marks))) for row in rubric.criteria]
