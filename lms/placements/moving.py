"""Fieldwork that has not begun goes along when its edition moves."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.intakes.dates import Shift
from lms.intakes.parts import Dated, Moving, foreseen, when_moved
from lms.placements.models import GIVEN_UP, Placement


@foreseen
def placements_to_move(edition: Edition, shift: Shift) -> Iterable[Dated]:
    return [
        Dated(
            row.enrolment.user.name or row.enrolment.user.email,
            row.starts_on,
            shift.of(row.starts_on),
            "fieldwork",
        )
        for row in _to_begin(edition, shift)
    ]


@when_moved
def move_placements(moving: Moving) -> None:
    """Both its days; a placement that runs already is paused or ended by itself."""
    for row in _to_begin(moving.edition, moving.shift):
        row.starts_on, row.ends_on = (
            moving.shift.of(row.starts_on),
            moving.shift.of(row.ends_on),
        )
    db.session.flush()


def _to_begin(edition: Edition, shift: Shift) -> Sequence[Placement]:
    return db.session.scalars(
        select(Placement)
        .join(Placement.enrolment)
        .join(Enrolment.user)
        .options(contains_eager(Placement.enrolment).contains_eager(Enrolment.user))
        .where(
            Enrolment.edition_id == edition.id,
            Placement.starts_on >= shift.from_on,
            Placement.state.not_in(GIVEN_UP),
        )
        .order_by(Placement.starts_on, Placement.id)
    ).all()
