"""The placement that an address names, as the reader may see it; 404 otherwise."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from lms.accounts.session import me
from lms.db import db
from lms.placements import queries
from lms.placements.models import Placement


def the_placement(placement_id: int) -> Placement:
    query = queries.placements_for(me(), on=utc_today()).where(Placement.id == placement_id)
    return db.find_or_404(query)


def local_today(placement: Placement) -> date:
    return datetime.now(ZoneInfo(placement.time_zone)).date()


def utc_today() -> date:
    return datetime.now(UTC).date()
