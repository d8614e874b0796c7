"""Who is to be where: what a register proposes, and who is counted in when everyone was there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from lms.agendas import actions as agendas
from lms.agendas.snapshots import Item
from lms.attendance import queries
from lms.db import db
from lms.programmes.models import Participation, Programme

EARLY = timedelta(minutes=10)
"""A register is open from so long before a slot begins."""


def standing_slots(programme: Programme) -> list[Item]:
    """What was released and not cancelled: hours that participants know of. One statement."""
    return [item for item in agendas.released(programme) if not item.cancelled]


def can_be_marked(item: Item, at: datetime) -> bool:
    return at >= item.starts_at - EARLY


def day_of(item: Item) -> date:
    """At the place."""
    return item.starts_at.astimezone(item.zone).date()


def expected(
    some: Sequence[Item], items: Sequence[Item], places: Sequence[Participation]
) -> dict[int, set[int]]:
    """The places that are likely to be in each of some slots of an agenda; one statement at most.

    Where things run side by side nobody knows who went where, unless there are seats.
    """
    seats = _seats([item for item in some if item.capacity])
    everybody = {row.id for row in places}
    found = {}
    for item in some:
        if item.capacity:
            found[item.id] = {row.id for row in places if row.user_id in seats[item.id]}
        else:
            found[item.id] = set() if _runs_beside(item, items) else everybody
    return found


def _seats(limited: Sequence[Item]) -> Mapping[int, list[int]]:
    """The people with a seat in each; those who wait have none."""
    if not limited:
        return {}
    found: defaultdict[int, list[int]] = defaultdict(list)
    for slot, person in db.session.execute(queries.signed_up([item.id for item in limited])):
        found[slot].append(person)
    return defaultdict(list, {item.id: found[item.id][: item.capacity] for item in limited})


def _runs_beside(item: Item, items: Sequence[Item]) -> bool:
    return any(
        other.id != item.id and other.starts_at < item.ends_at and item.starts_at < other.ends_at
        for other in items
    )
