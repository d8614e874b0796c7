from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.actors.models import Actor
from lms.db import Blanks
from lms.logbook.models import EntryActor, HourLedger, LogEntry, LogEntryVersion, Review
from lms.logbook.states import HIDDEN_FROM_REVIEWERS, WAITING
from lms.placements.models import Placement
from lms.placements.queries import ANY_PLACEMENT, SEEN_PLACEMENT, placement_for


class Hours(NamedTuple):
    """Minutes side by side: written down, handed in (approved ones too), counted."""

    noted: int
    submitted: int
    approved: int


def entries_of(
    placement: Placement, reader: User, *, before: tuple[date, UUID] | None = None, most: int = 20
) -> Select[LogEntry]:
    """A page of a placement's log, newest day first; drafts are for their author only."""
    query = (
        select(LogEntry)
        .options(joinedload(LogEntry.current))
        .where(LogEntry.placement_id == placement.id, readable_by(reader, placement))
        .order_by(LogEntry.activity_date.desc(), LogEntry.id.desc())
        .limit(most + 1)
    )
    if before is None:
        return query
    day, number = before
    older = or_(
        LogEntry.activity_date < day, and_(LogEntry.activity_date == day, LogEntry.id < number)
    )
    return query.where(older)


def count_entries(placement: Placement) -> Select[int]:
    """Every entry ever begun, removed ones too."""
    return select(func.count(LogEntry.id)).where(LogEntry.placement_id == placement.id)


def entries_between(
    placement: Placement, reader: User, first: date, last: date
) -> Select[LogEntry]:
    """The entries of some days, in the order of the days."""
    return (
        select(LogEntry)
        .options(joinedload(LogEntry.current))
        .where(
            LogEntry.placement_id == placement.id,
            LogEntry.activity_date.between(first, last),
            readable_by(reader, placement),
        )
        .order_by(LogEntry.activity_date, LogEntry.created_at)
    )


def entry_of(placement: Placement, entry_id: UUID, reader: User) -> Select[LogEntry]:
    """One entry with its present version and whom that says was met."""
    return (
        select(LogEntry)
        .options(WITH_PEOPLE)
        .where(
            LogEntry.id == entry_id,
            LogEntry.placement_id == placement.id,
            readable_by(reader, placement),
        )
    )


def readable_by(reader: User, placement: Placement) -> ColumnElement[bool]:
    """Their own but what they removed; of others what was handed in."""
    if placement.enrolment.user_id == reader.id:
        return LogEntry.state != "void"
    return LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS)


def reviews_of(entry: LogEntry) -> Select[Review]:
    """What was decided about an entry and by whom, oldest first."""
    return (
        select(Review)
        .options(joinedload(Review.reviewer))
        .where(Review.entry_id == entry.id)
        .order_by(Review.decided_at, Review.id)
    )


def hours_of(*placement_ids: int) -> tuple[Select[int, int, int, int], Blanks]:
    """(placement, noted, submitted, approved) minutes; approved is the ledger's own sum."""
    return HOURS_OF, {"placements": placement_ids}


def placement_and_hours(
    user: User, placement_id: int, *, on: date
) -> tuple[Select[Placement, int, int, int], Blanks]:
    """One that a person may see, with its minutes noted, handed in, approved."""
    query, blanks = placement_for(user, placement_id, on=on)
    return _AND_HOURS[query], blanks


def as_hours(row: Row[Any, int, int, int] | None) -> Hours:
    return Hours(row[1], row[2], row[3]) if row else Hours(0, 0, 0)


def approved_by_category(placement: Placement) -> Select[str, int]:
    return (
        select(HourLedger.category, func.sum(HourLedger.minutes))
        .where(HourLedger.placement_id == placement.id)
        .group_by(HourLedger.category)
    )


def approved_between(placement: Placement, first: date, last: date) -> Select[int]:
    """Minutes that count, of entries about these days."""
    return (
        select(func.coalesce(func.sum(HourLedger.minutes), 0))
        .join(LogEntry, LogEntry.id == HourLedger.entry_id)
        .where(HourLedger.placement_id == placement.id, LogEntry.activity_date.between(first, last))
    )


def entries_by_day(placement: Placement) -> Select[date, str, int, int]:
    """(day, category, how many, minutes) of all entries that were handed in."""
    return (
        select(
            LogEntry.activity_date,
            LogEntryVersion.category,
            func.count(),
            func.sum(LogEntry.minutes),
        )
        .join(LogEntryVersion, LogEntryVersion.id == LogEntry.current_id)
        .where(LogEntry.placement_id == placement.id, LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS))
        .group_by(LogEntry.activity_date, LogEntryVersion.category)
    )


def actors_known_to(placement: Placement) -> Select[Actor]:
    """Of its project, by name: those the trainee added, and those of entries handed in."""
    handed_in = (
        select(EntryActor.actor_id)
        .join(LogEntryVersion, LogEntryVersion.id == EntryActor.version_id)
        .join(LogEntry, LogEntry.id == LogEntryVersion.entry_id)
        .where(LogEntry.state.not_in(HIDDEN_FROM_REVIEWERS))
    )
    return (
        select(Actor)
        .where(
            Actor.project_id == placement.project_id,
            Actor.consent != "refused",
            or_(Actor.added_by_id == placement.enrolment.user_id, Actor.id.in_(handed_in)),
        )
        .order_by(Actor.name)
    )


WITH_PEOPLE = (
    joinedload(LogEntry.current).joinedload(LogEntryVersion.met).joinedload(EntryActor.actor)
)
"""The present version and whom it says was met, in the same statement."""

# What Today and the award ask, each put together once (docs/decisions/007).
SUBMITTED = case((LogEntry.state.in_((*WAITING, "approved", "locked")), LogEntry.minutes))
APPROVED = (
    select(func.coalesce(func.sum(HourLedger.minutes), 0))
    .where(HourLedger.placement_id == Placement.id)
    .correlate(Placement)
    .scalar_subquery()
)
NOTED = (
    select(func.coalesce(func.sum(LogEntry.minutes), 0))
    .where(LogEntry.placement_id == Placement.id, LogEntry.state != "void")
    .correlate(Placement)
    .scalar_subquery()
)
HANDED_IN = (
    select(func.coalesce(func.sum(SUBMITTED), 0))
    .where(LogEntry.placement_id == Placement.id)
    .correlate(Placement)
    .scalar_subquery()
)
HOURS_OF = (
    select(
        Placement.id.label("placement"),
        func.coalesce(func.sum(LogEntry.minutes), 0).label("noted"),
        func.coalesce(func.sum(SUBMITTED), 0).label("submitted"),
        APPROVED.label("approved"),
    )
    .outerjoin(LogEntry, and_(LogEntry.placement_id == Placement.id, LogEntry.state != "void"))
    .where(Placement.id.in_(bindparam("placements", expanding=True)))
    .group_by(Placement.id)
)
_AND_HOURS = {
    query: query.add_columns(NOTED, HANDED_IN, APPROVED)
    for query in (ANY_PLACEMENT, SEEN_PLACEMENT)
}
