"""Which samples somebody has marked this half-year, and how far their levels agree."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from lms.accounts.models import User
from lms.calibration import queries
from lms.calibration.agreement import Agreement, Pair, agreement_of
from lms.calibration.models import CalibrationMark
from lms.content import library
from lms.content.calibration import Sample
from lms.content.rubric import Criterion, Rubric
from lms.db import db
from lms.editions.models import Role
from lms.editions.roles import i_am

MARKERS = (Role.TRAINER, Role.SUPERVISOR, Role.ASSESSOR)


class Standing(NamedTuple):
    """Of one rubric: its samples, what was given to each, and the agreement by criterion."""

    rubric: Rubric
    samples: list[Sample]
    marks: Mapping[str, CalibrationMark]
    by_criterion: list[tuple[Criterion, Agreement]]

    @property
    def left(self) -> int:
        return sum(row.id not in self.marks for row in self.samples)

    @property
    def until(self) -> datetime | None:
        """The day from which on it is to be done again, once it is whole."""
        if self.left:
            return None
        return min(row.marked_at for row in self.marks.values()) + queries.LASTS


def can_calibrate() -> bool:
    """Whoever marks in some edition."""
    return i_am(*MARKERS)


def standings(person: User, *, at: datetime) -> list[Standing]:
    """One for each rubric that has samples."""
    given = _given(person, at=at)
    named = dict.fromkeys(row.rubric for row in library().samples.values())
    return [standing_of(library().rubrics[rubric], given) for rubric in named]


def left_for(person: User, rubric_id: str, *, at: datetime) -> int:
    """Samples that this marker has not marked this half-year; they are reminded, never stopped."""
    given = _given(person, at=at) if queries.samples_for(rubric_id) and can_calibrate() else {}
    return left_of(rubric_id, given)


def left_of(rubric_id: str, given: Collection[str]) -> int:
    """The same for who has asked which samples somebody has marked (`queries.samples_marked`)."""
    return sum(row.id not in given for row in queries.samples_for(rubric_id) if can_calibrate())


def _given(person: User, *, at: datetime) -> dict[str, CalibrationMark]:
    return {row.sample: row for row in db.session.scalars(queries.marks_of(person, at=at))}


def standing_of(rubric: Rubric, given: Mapping[str, CalibrationMark]) -> Standing:
    samples = queries.samples_for(rubric.id)
    marks = {row.id: given[row.id] for row in samples if row.id in given}
    found = [
        (row, agreement_of(pairs_of(row.id, samples, marks.values()))) for row in rubric.criteria
    ]
    return Standing(rubric, samples, marks, found)


def pairs_of(
    criterion: str, samples: Iterable[Sample], marks: Iterable[CalibrationMark]
) -> list[Pair]:
    reference = {row.id: row.reference[criterion].level for row in samples}
    return [
        (row.levels[criterion], reference[row.sample]) for row in marks if row.sample in reference
    ]
