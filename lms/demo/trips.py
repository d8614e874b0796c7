"""Exchange trips: one that was held and told of, one that is proposed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.trips import actions
from lms.trips.actions import Plan, Told
from lms.trips.models import ExchangeTrip, Side

Spec = dict[str, Any]


def travel(world: World) -> None:
    for spec in read_texts("trips").values():
        at = world.at - timedelta(days=int(spec["proposed"]))
        by, initiative = world.people[spec["by"]], world.initiatives.get(spec.get("initiative", ""))
        row = actions.propose(uuid4(), _plan(world, spec), by=by, at=at, initiative_id=initiative)
        for side, person in spec.get("consents", {}).items():
            actions.consent(row, Side(side), by=world.people[person], at=at + timedelta(days=3))
        for person in spec.get("people", []):
            actions.join(row, by=world.people[person], at=at + timedelta(days=4))
        if "report" in spec:
            _tell(row, spec)


def _plan(world: World, spec: Spec) -> Plan:
    first = world.at.date() + timedelta(days=int(spec["starts"]))
    same = ("kind", "title", "language", "aims", "questions")
    return Plan(
        **{name: spec[name] for name in same},
        guest_id=world.projects[spec["guest"]].id,
        host_id=world.projects[spec["host"]].id,
        starts_on=first,
        ends_on=first + timedelta(days=int(spec["lasts"]) - 1),
    )


def _tell(row: ExchangeTrip, spec: Spec) -> None:
    told = Told(row.questions, spec["report"], spec["follow_up"])
    actions.write(row, told, seen=row.version)
