"""Move an edition: everything that has a date, from one day on, to another day."""

from datetime import datetime

from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition
from lms.intakes.dates import Shift
from lms.intakes.models import EditionMove
from lms.intakes.parts import Dated, Moving, foresee_parts, move_parts
from lms.intakes.queries import move_number
from lms.intakes.telling import tell_soon


class MovedMeanwhileError(Exception):
    """Somebody moved the edition after the page was opened."""


def foresee(edition: Edition, shift: Shift) -> list[Dated]:
    """What would go where, in the order of the days; what stays is not in it."""
    own = [Dated("", edition.ends_on, shift.of(edition.ends_on), "end")]
    rows = [*foresee_parts(edition, shift), *own]
    return sorted((row for row in rows if row.now != row.then), key=lambda row: row.now)


def move(edition: Edition, shift: Shift, *, number: int, by: User, at: datetime) -> bool:
    """Whether it was moved now: a second click finds that it is done.

    `number` is the one the page drew for this move. Raises MovedMeanwhileError for a taken one.
    """
    db.hold(edition)
    done = db.session.scalars(move_number(edition)).first()
    if done is not None and done.number >= number:
        if (done.number, done.from_on, done.to_on) == (number, shift.from_on, shift.to_on):
            return False
        raise MovedMeanwhileError
    made = EditionMove(
        edition_id=edition.id,
        number=number,
        from_on=shift.from_on,
        to_on=shift.to_on,
        by_id=by.id,
        at=at,
    )
    db.session.add(made)
    edition.starts_on = shift.of_class_day(edition.starts_on)
    edition.ends_on = max(shift.of(edition.ends_on), edition.starts_on)
    db.session.flush()
    move_parts(Moving(edition, shift, by, at))
    tell_soon(made, at=at)
    return True
