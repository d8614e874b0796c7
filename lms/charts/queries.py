from datetime import date
from uuid import UUID

from sqlalchemy import Select, func, select

from lms.accounts.models import User
from lms.actors.models import Actor
from lms.logbook.models import EntryActor, HourLedger, LogEntry, LogEntryVersion
from lms.logbook.queries import readable_by
from lms.placements.models import Placement

Day = tuple[date, str, int, str, int]
"""What an entry adds: its day, its state, its minutes, its kind of work, the minutes that count."""


def entries_drawn(placement: Placement, reader: User) -> Select[date, str, int, str, int]:
    """Each entry this person may read, as `Day`."""
    counted = (
        select(func.coalesce(func.sum(HourLedger.minutes), 0))
        .where(HourLedger.entry_id == LogEntry.id)
        .correlate(LogEntry)
        .scalar_subquery()
    )
    return (
        select(
            LogEntry.activity_date,
            LogEntry.state,
            LogEntry.minutes,
            LogEntryVersion.activity,
            counted,
        )
        .join(LogEntryVersion, LogEntryVersion.id == LogEntry.current_id)
        .where(LogEntry.placement_id == placement.id, readable_by(reader, placement))
        .order_by(LogEntry.activity_date)
    )


def meetings(placement: Placement, reader: User) -> Select[UUID, Actor]:
    """Each actor beside each entry that names it."""
    return (
        select(LogEntry.id, Actor)
        .join(EntryActor, EntryActor.version_id == LogEntry.current_id)
        .join(EntryActor.actor)
        .where(LogEntry.placement_id == placement.id, readable_by(reader, placement))
        .order_by(LogEntry.activity_date, EntryActor.position)
    )
