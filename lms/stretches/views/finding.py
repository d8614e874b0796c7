from flask import abort, url_for

from lms.accounts.session import me
from lms.db import db
from lms.logbook import queries as logbook_queries
from lms.logbook.states import HIDDEN_FROM_REVIEWERS
from lms.placements import policy
from lms.placements.calendar import Stretch, stretches_of, unit_of
from lms.placements.finding import local_today
from lms.placements.models import Placement
from lms.stretches import queries
from lms.stretches.models import Closing


def the_stretch(placement: Placement, units: str, number: int) -> Stretch:
    found = stretches_of(placement)
    if units != f"{unit_of(placement)}s" or not 1 <= number <= len(found):
        abort(404)
    return found[number - 1]


def address_of(placement: Placement, this: Stretch) -> str:
    return url_for(
        "stretches.stretch", placement_id=placement.id, units=f"{this.unit}s", number=this.number
    )


def can_reflect(placement: Placement, this: Stretch) -> bool:
    """The trainee, from its first day."""
    return policy.can_write_log(me(), placement) and this.first <= local_today(placement)


def has_entries(placement: Placement, this: Stretch) -> bool:
    """That were handed in."""
    query = logbook_queries.entries_between(placement, me(), this.first, this.last)
    return any(row.state not in HIDDEN_FROM_REVIEWERS for row in db.session.scalars(query))


def is_final(placement: Placement, this: Stretch, closing: Closing | None) -> bool:
    """Handed in and assessed: what stands there now counts."""
    if closing is None or closing.reopened_at is not None:
        return False
    assessed = db.session.scalars(queries.assessments_of(placement, released=False))
    return any(row.target == this.target for row in assessed)
