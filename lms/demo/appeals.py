"""A trainee asks for a second look at one criterion, and the supervisor answers."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.appeals import actions
from lms.content import library
from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.placements.models import Placement
from lms.stretches.models import Assessment


def appeal(world: World) -> None:
    for author, spec in read_texts("appeals").items():
        placement, assessment = db.session.execute(
            select(Placement, Assessment)
            .join(Assessment, Assessment.placement_id == Placement.id)
            .options(joinedload(Placement.enrolment), joinedload(Assessment.assessor))
            .where(
                Placement.enrolment_id == world.enrolments[author].id,
                Assessment.target == f"week:{spec['week']}",
            )
        ).one()
        at = assessment.assessed_at + timedelta(hours=26)
        asked = actions.ask(placement, assessment, spec["criterion"], spec["reason"], at=at)
        asked.placement, said = placement, spec["answer"]
        actions.answer(
            asked,
            assessment,
            library().rubrics["log"],
            int(said["level"]),
            said["reason"],
            by=assessment.assessor,
            at=at + timedelta(hours=20),
        )
