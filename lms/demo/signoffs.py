"""The end of fieldwork: one that is signed by all three, one that cannot be closed yet."""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.config import Settings
from lms.db import db
from lms.demo import moments
from lms.demo.world import World
from lms.editions.models import Enrolment
from lms.placements import record
from lms.placements.models import Placement
from lms.placements.steps import SIGNATURES
from lms.signoffs import actions
from lms.signoffs.vocabulary import DECLARATIONS

SIGNED = "trainee3"
WHY = "The talks of this intake were held in the group every Friday and stand in no single log."


def close(world: World) -> None:
    """As those who did it would have: what is asked at the end holds addresses."""
    settings: Settings = current_app.extensions["settings"]
    with current_app.test_request_context(base_url=settings.public_url, method="POST"):
        for placement in _over(world):
            actions.complete(placement, at=_after(world, placement, 1))
            if placement.enrolment_id == world.enrolments[SIGNED].id:
                _sign(world, placement)
    db.session.flush()


def _over(world: World) -> list[Placement]:
    query = (
        select(Placement)
        .options(
            joinedload(Placement.enrolment).joinedload(Enrolment.edition),
            joinedload(Placement.requirement_set),
            joinedload(Placement.assignments),
        )
        .where(Placement.state == "active", Placement.ends_on < world.at.date())
        .order_by(Placement.id)
    )
    return list(db.session.scalars(query).unique())


def _sign(world: World, placement: Placement) -> None:
    people = world.people
    supervisor, coordinator = people["supervisor2"], people["coordinator"]
    actions.waive(placement, WHY, by=coordinator, at=_after(world, placement, 2))
    on = placement.ends_on + timedelta(days=2)
    sampled = actions.assess(placement, by=supervisor, at=_after(world, placement, 3), today=on)
    if sampled:
        actions.moderate(placement, by=people["assessor"], at=_after(world, placement, 5))
    signers = (people[SIGNED], supervisor, coordinator)
    for days, (act, person) in enumerate(zip(SIGNATURES, signers, strict=True), 6):
        head = record.head_of(placement.id)
        assert head is not None  # noqa: S101  # it has a year of acts
        at = _after(world, placement, days)
        actions.sign(placement, act, str(DECLARATIONS[act]), seen=head.digest, by=person, at=at)


def _after(world: World, placement: Placement, days: int) -> datetime:
    day = moments.working_day(placement.ends_on, days)
    return moments.morning(day, placement.time_zone, days, at=world.at)
