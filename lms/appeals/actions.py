"""Asking, answering, going on to somebody else. Hours that count stay as they are."""

from datetime import datetime

from lms.accounts.models import User
from lms.appeals.models import FINAL, Answer, Appeal
from lms.content.rubric import Rubric
from lms.db import db
from lms.grading.actions import Marking
from lms.placements import record
from lms.placements.models import Placement
from lms.stretches import actions as stretches
from lms.stretches.models import Assessment


class MovedOnError(Exception):
    """Somebody asked or answered meanwhile."""


def ask(
    placement: Placement, assessment: Assessment, criterion: str, reason: str, *, at: datetime
) -> Appeal:
    record.hold(placement.id)
    appeal = Appeal(
        placement_id=placement.id,
        target=assessment.target,
        criterion=criterion,
        level=assessment.levels[criterion],
        reason=reason,
        marker=assessment.assessor,
        asked_at=at,
        answers=[],
    )
    db.session.add(appeal)
    db.session.flush()
    _note("asked", appeal, by=placement.enrolment.user, at=at)
    return appeal


def answer(  # noqa: PLR0913  # an answer names all that it stands on
    appeal: Appeal,
    assessment: Assessment,
    rubric: Rubric,
    level: int,
    reason: str,
    *,
    by: User,
    at: datetime,
) -> None:
    """The level that holds; another one than before is written into the assessment."""
    placement, number = appeal.placement, appeal.turn
    record.hold(placement.id)
    if number is None:
        raise MovedOnError
    if assessment.levels[appeal.criterion] != level:
        levels = {**assessment.levels, appeal.criterion: level}
        marking = Marking(rubric, levels, assessment.comment, assessment.version)
        stretches.correct(assessment, placement, marking, by=by, at=at)
    appeal.answers.append(Answer(number=number, level=level, reason=reason, by=by, at=at))
    _note("final" if number == FINAL else "answered", appeal, by=by, at=at, level=level)
    db.session.flush()


def escalate(appeal: Appeal, reason: str, *, by: User, at: datetime) -> None:
    record.hold(appeal.placement_id)
    appeal.escalation, appeal.escalated_at = reason, at
    _note("escalated", appeal, by=by, at=at)
    db.session.flush()


def _note(act: str, appeal: Appeal, *, by: User, at: datetime, level: int | None = None) -> None:
    said = {"appeal": appeal.id, "target": appeal.target, "criterion": appeal.criterion}
    record.note(f"appeal.{act}", appeal.placement_id, by=by, at=at, **said, level=level)
