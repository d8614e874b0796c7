from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ScalarSelect, Select, func, select

from lms.accounts.models import User
from lms.calibration.models import CalibrationMark
from lms.content import library
from lms.content.calibration import Sample

LASTS: Final = timedelta(days=183)
"""Twice a year: curriculum, section 6."""


def samples_for(rubric_id: str) -> list[Sample]:
    return [row for row in library().samples.values() if row.rubric == rubric_id]


def marks_of(person: User, *, at: datetime) -> Select[CalibrationMark]:
    """What they gave within the last half-year, the newest last."""
    return marks_by([person.id], at=at)


def marks_by(people: Collection[int], *, at: datetime) -> Select[CalibrationMark]:
    """Of several people, by rubrics as they are today."""
    digests = {row.digest for row in library().rubrics.values()}
    return (
        select(CalibrationMark)
        .where(
            CalibrationMark.user_id.in_(people),
            CalibrationMark.marked_at > at - LASTS,
            CalibrationMark.rubric_digest.in_(digests),
        )
        .order_by(CalibrationMark.id)
    )


def samples_marked(person: User, *, at: datetime) -> ScalarSelect[str | None]:
    """The ids of `marks_of` with a space between them: a column of another question."""
    sample = func.aggregate_strings(CalibrationMark.sample, " ")
    return marks_of(person, at=at).order_by(None).with_only_columns(sample).scalar_subquery()
