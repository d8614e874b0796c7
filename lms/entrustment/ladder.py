"""The ladder of one placement: what was said when, at its gates and between them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import url_for

from lms.accounts.models import User
from lms.db import db
from lms.entrustment import queries
from lms.phases.vocabulary import ENTRUSTMENT
from lms.placements.calendar import Stretch, asked_of, stretch_number, stretches_of
from lms.placements.models import Placement


class Answer(NamedTuple):
    """A step of the ladder; about a phase when it was said at its gate, else about a stretch."""

    step: int
    at: datetime
    by: User
    said: str
    phase: int | None
    stretch: Stretch
    href: str = ""


def answers_of(placement: Placement) -> list[Answer]:
    """The newest first, whatever they say: a step down is no fault of the record."""
    phases = [period.milestone for period in asked_of(placement) if period.milestone]
    between = [
        Answer(row.step, row.at, row.by, row.seen, None, _stretch(placement, row.at))
        for row in db.session.scalars(queries.said_of(placement))
    ]
    at_gates = [
        Answer(
            row.entrustment,
            row.decided_at,
            row.reviewer,
            row.reason,
            number := phases.index(row.milestone) + 1,
            _stretch(placement, row.decided_at),
            url_for("phases.phase", placement_id=placement.id, number=number),
        )
        for row in db.session.scalars(queries.said_at_gates(placement))
        if row.entrustment and row.decided_at and row.reviewer and row.milestone in phases
    ]
    return sorted([*between, *at_gates], key=lambda row: row.at, reverse=True)


def rungs(answers: Sequence[Answer]) -> Mapping[int, list[Answer]]:
    """By step, the highest first; on each what was said in the order of time."""
    return {
        step: [row for row in reversed(answers) if row.step == step]
        for step in sorted(ENTRUSTMENT, reverse=True)
    }


def _stretch(placement: Placement, at: datetime) -> Stretch:
    """The week or month in which it was said."""
    day = at.astimezone(ZoneInfo(placement.time_zone)).date()
    return stretches_of(placement)[stretch_number(placement, day) - 1]
