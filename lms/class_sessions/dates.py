"""What learning is told from here: on which dates class days are held."""

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from lms.class_sessions import queries
from lms.db import db
from lms.editions.class_days import dated_by
from lms.editions.models import Edition


@dated_by
def dates_of_the_timetable(editions: Sequence[Edition]) -> Mapping[int, Mapping[str, date]]:
    """The date of the first session of each class day; of a cancelled one only if all are."""
    rows = db.session.execute(queries.days_held(editions)).all()
    dates: dict[int, dict[str, date]] = {}
    for edition_id, day, zone, start, _cancelled in sorted(rows, key=lambda row: (row[4], row[3])):
        on = start.astimezone(ZoneInfo(zone)).date()
        dates.setdefault(edition_id, {}).setdefault(day or "", on)
    return dates
