from datetime import date

from sqlalchemy import CompoundSelect, Select, String, cast, func, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.editions.models import Enrolment
from lms.logbook.models import HourLedger, LogEntry
from lms.logbook.queries import APPROVED
from lms.placements.models import Placement, RequirementSet, SupervisorAssignment
from lms.placements.steps import Act, Step
from lms.stretches.models import Assessment


def holdings_of(placement: Placement) -> CompoundSelect[str, str, int]:
    """("entries", state, how many) without removed ones, and ("minutes", category, approved)."""
    entries = (
        select(literal("entries"), LogEntry.state, func.count())
        .where(LogEntry.placement_id == placement.id, LogEntry.state != "void")
        .group_by(LogEntry.state)
    )
    minutes = (
        select(literal("minutes"), HourLedger.category, func.sum(HourLedger.minutes))
        .where(HourLedger.placement_id == placement.id)
        .group_by(HourLedger.category)
    )
    return entries.union_all(minutes)


def to_be_completed(*, on: date) -> Select[Placement]:
    """Running ones whose last day is over somewhere, or whose hours are all approved."""
    return (
        select(Placement)
        .join(Placement.requirement_set)
        .options(
            contains_eager(Placement.requirement_set),
            joinedload(Placement.enrolment).joinedload(Enrolment.edition),
        )
        .where(Placement.state == "active")
        .where((Placement.ends_on < on) | (RequirementSet.required_minutes <= APPROVED))
        .order_by(Placement.id)
    )


def levels_in(placement: Placement) -> Select[str, str]:
    """("levels", those of a released assessment as JSON), likewise."""
    return select(literal("levels"), cast(Assessment.levels, String)).where(
        Assessment.placement_id == placement.id, Assessment.released_at.is_not(None)
    )


def before_closing(placement: Placement, supervisor_id: int) -> Select[int, int]:
    """How many others this supervisor has closed, and how often weeks were let pass here."""
    others = (Step.act == Act.ASSESSED) & (Step.by_id == supervisor_id)
    here = Step.placement_id == placement.id
    return select(
        func.count().filter(others & ~here), func.count().filter(here & (Step.act == Act.WAIVED))
    ).select_from(Step)


def assigned(placement: Placement, role: str) -> list[SupervisorAssignment]:
    return [row for row in placement.assignments if row.role == role and row.until_on is None]
