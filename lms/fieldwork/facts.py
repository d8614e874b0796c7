"""What the award needs to know of fieldwork: the placement that counts, and what it has reached."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, select

from lms.completion.facts import ENROLMENTS, SHARED, Facts, rows_of
from lms.logbook.models import HourLedger
from lms.phases.models import MilestoneReview
from lms.placements.models import GIVEN_UP, Placement, RequirementSet
from lms.stretches.models import Assessment, Closing
from lms.stretches.queries import IDLE

RUBRIC = "log"
Levels = Mapping[str, int]  # what a rubric says, by criterion
PLACEMENT, RULES, APPROVED = "placement", "rules", "approved"
ASSESSED, OPENED, WITHOUT_WORK = "assessed", "opened", "idle"
_THEIRS = and_(Placement.enrolment_id.in_(ENROLMENTS), Placement.state.not_in(GIVEN_UP))
FACTS = (
    rows_of(
        PLACEMENT,
        Placement.enrolment_id,
        ref=Placement.id,
        number=Placement.requirement_set_id,
    ).where(_THEIRS),
    rows_of(
        RULES,
        SHARED,
        ref=RequirementSet.id,
        number=RequirementSet.required_minutes,
        text=RequirementSet.rules,
    ).where(RequirementSet.id.in_(select(Placement.requirement_set_id).where(_THEIRS))),
    rows_of(
        APPROVED,
        Placement.enrolment_id,
        ref=Placement.id,
        number=func.sum(HourLedger.minutes),
    )
    .join(HourLedger, HourLedger.placement_id == Placement.id)
    .where(_THEIRS)
    .group_by(Placement.enrolment_id, Placement.id),
    rows_of(
        ASSESSED,
        Placement.enrolment_id,
        ref=Assessment.target,
        number=Placement.id,
        text=Assessment.levels,
    )
    .join(Assessment, Assessment.placement_id == Placement.id)
    .where(_THEIRS, Assessment.rubric_id == RUBRIC, Assessment.released_at.is_not(None)),
    rows_of(WITHOUT_WORK, Placement.enrolment_id, ref=Closing.target, number=Placement.id)
    .join(Closing, Closing.placement_id == Placement.id)
    .where(_THEIRS, IDLE),
    rows_of(OPENED, Placement.enrolment_id, ref=MilestoneReview.milestone, number=Placement.id)
    .join(MilestoneReview, MilestoneReview.placement_id == Placement.id)
    .where(_THEIRS, MilestoneReview.decision == "opened"),
)


@dataclass(frozen=True)
class Present:
    """The placement that counts, and what it has reached."""

    id: int
    required_minutes: int
    rules: Mapping[str, Any]
    approved: int
    levels: Mapping[str, Levels]
    opened: set[str]
    idle: set[str]


def present_in(facts: Facts) -> Present | None:
    """The last one that was not given up."""
    last = max(facts[PLACEMENT], key=lambda row: int(row.ref), default=None)
    if last is None:
        return None
    number = int(last.ref)
    rules = next(row for row in facts[RULES] if int(row.ref) == last.number)
    return Present(
        number,
        rules.number,
        json.loads(rules.text),
        sum(row.number for row in facts[APPROVED] if row.ref == last.ref),
        {row.ref: json.loads(row.text) for row in facts[ASSESSED] if row.number == number},
        {row.ref for row in facts[OPENED] if row.number == number},
        {row.ref for row in facts[WITHOUT_WORK] if row.number == number},
    )
