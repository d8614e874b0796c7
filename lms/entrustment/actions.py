from datetime import datetime

from lms.accounts.models import User
from lms.db import db
from lms.entrustment import queries
from lms.entrustment.models import Entrustment
from lms.placements import record
from lms.placements.models import Placement


def say(placement: Placement, step: int, *, seen: str, by: User, at: datetime) -> None:
    """The same said twice in a row, by an impatient thumb, is said once."""
    record.hold(placement.id)
    last = db.session.scalars(queries.said_of(placement).limit(1)).one_or_none()
    if last is not None and (last.step, last.seen, last.by_id) == (step, seen, by.id):
        return
    row = Entrustment(placement_id=placement.id, step=step, seen=seen, by_id=by.id, at=at)
    db.session.add(row)
    db.session.flush()
    record.note("entrustment.said", placement.id, by=by, at=at, number=row.id, step=step)
