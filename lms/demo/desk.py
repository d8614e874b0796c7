"""What lies on supervisors' desks besides logs: phrases of their own, and whom they stand in for."""

from datetime import timedelta

from sqlalchemy import select

from lms.db import db
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.phrases.actions import keep
from lms.placements.models import Placement, SupervisorAssignment


def stand_in(world: World) -> None:
    """Since some days, and for some more."""
    today = moments.today(world.at, world.people["coordinator"].time_zone)
    for trainee, spec in read_texts("desk")["covers"].items():
        enrolment = world.enrolments[trainee]
        placement = db.session.scalars(
            select(Placement).where(Placement.enrolment_id == enrolment.id)
        ).one()
        db.session.add(
            SupervisorAssignment(
                placement_id=placement.id,
                user=world.people[spec["by"]],
                role="cover",
                from_on=today - timedelta(days=int(spec["since"])),
                until_on=today + timedelta(days=int(spec["until"])),
            )
        )


def keep_phrases(world: World) -> None:
    for owner, phrases in read_texts("desk")["phrases"].items():
        for spec in phrases:
            keep(
                spec["text"],
                step=spec.get("step", ""),
                owner=world.people[owner],
                at=world.at - timedelta(days=12),
            )
