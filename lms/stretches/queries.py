from collections.abc import Collection
from datetime import date

from sqlalchemy import CompoundSelect, Select, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from lms.accounts.models import User
from lms.actors.models import Actor
from lms.logbook.models import EntryActor, LogEntry
from lms.logbook.queries import readable_by
from lms.placements.calendar import Stretch
from lms.placements.models import Placement
from lms.placements.queries import placements_that_count
from lms.second_marks.models import SecondMark
from lms.second_marks.queries import is_of
from lms.stretches.models import Assessment, Closing, Reflection

IDLE = and_(Closing.kind == "none", Closing.reopened_at.is_(None))
"""A week or month that its trainee closed without work, and that nobody opened again."""


def placements_with(
    rubric: str, enrolments: Collection[int]
) -> Select[Placement, Assessment | None, str | None]:
    """The placements that count, as in `placements_that_count`, each beside what was shown.

    The last column has the targets of the weeks or months without work, a space between them.
    """
    assessed = and_(
        Assessment.placement_id == Placement.id,
        Assessment.rubric_id == rubric,
        Assessment.released_at.is_not(None),
    )
    idle = (
        select(func.aggregate_strings(Closing.target, " "))
        .where(Closing.placement_id == Placement.id, IDLE)
        .correlate(Placement)
        .scalar_subquery()
    )
    query = placements_that_count(enrolments).add_columns(Assessment, idle)
    return query.outerjoin(Assessment, assessed)


def idle_in(placement: Placement) -> Select[str]:
    """Targets of its weeks or months without work."""
    return select(Closing.target).where(Closing.placement_id == placement.id, IDLE)


def assessments_of(placement: Placement, *, released: bool) -> Select[Assessment]:
    """Rubrics filled in for a placement; the trainee asks for the released ones only."""
    query = (
        select(Assessment)
        .options(joinedload(Assessment.assessor))
        .where(Assessment.placement_id == placement.id)
    )
    return query.where(Assessment.released_at.is_not(None)) if released else query


def assessed_and_drawn(
    placement: Placement, reader: User
) -> Select[str, Assessment | None, SecondMark | None]:
    """(target, its assessment, its second mark) for who supervises or oversees.

    What is held for a second mark is read by nobody but its marker: others learn that it exists.
    """
    shown = aliased(Assessment)
    readable = or_(shown.released_at.is_not(None), shown.assessor_id == reader.id)
    return (
        select(Assessment.target, shown, SecondMark)
        .outerjoin(shown, and_(shown.id == Assessment.id, readable))
        .outerjoin(SecondMark, is_of(Assessment.placement_id, Assessment.target))
        .options(joinedload(shown.assessor))
        .where(Assessment.placement_id == placement.id)
    )


def marks_of(
    placement: Placement, *more: Select[str, str], released: bool
) -> CompoundSelect[str, str]:
    """(what, target) of all that was assessed, reflected on or closed without work, at once.

    `more` is what others want to know of the placement in the same question.
    """
    assessed = select(literal("assessed"), Assessment.target).where(
        Assessment.placement_id == placement.id
    )
    if released:
        assessed = assessed.where(Assessment.released_at.is_not(None))
    reflected = select(literal("reflected"), Reflection.target).where(
        Reflection.placement_id == placement.id
    )
    idle = idle_in(placement).with_only_columns(literal("idle"), Closing.target)
    return assessed.union_all(reflected, idle, *more)


def met_within(placement: Placement, reader: User, this: Stretch) -> Select[Actor, date]:
    """Whom the entries of a week or month name, by name, with the day they were met first."""
    day = LogEntry.activity_date
    return (
        select(Actor, func.min(day))
        .join(EntryActor, EntryActor.actor_id == Actor.id)
        .join(LogEntry, LogEntry.current_id == EntryActor.version_id)
        .where(LogEntry.placement_id == placement.id, readable_by(reader, placement))
        .group_by(Actor.id)
        .having(func.max(case((day.between(this.first, this.last), 1), else_=0)) == 1)
        .order_by(Actor.name, Actor.id)
    )
