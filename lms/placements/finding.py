"""The placement that an address names, as the reader may see it; 404 otherwise."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import request

from lms.accounts.session import me
from lms.connections import SAFE_METHODS
from lms.db import db
from lms.placements import queries
from lms.placements.closing import refuse_if_closed
from lms.placements.models import Placement


def the_placement(placement_id: int, *, even_closed: bool = False) -> Placement:
    """Nothing of a closed one is changed, but by what closes it or adds to it."""
    placement = db.find_or_404(*queries.placement_for(me(), placement_id, on=utc_today()))
    if not even_closed:
        refuse_a_change_of(placement)
    return placement


def refuse_a_change_of(placement: Placement) -> None:
    """A closed one is read as before."""
    if request.method not in SAFE_METHODS:
        refuse_if_closed(placement.state)


def local_today(placement: Placement) -> date:
    return datetime.now(ZoneInfo(placement.time_zone)).date()


def utc_today() -> date:
    return datetime.now(UTC).date()
