"""Whom the programmes visit, what the hosts allow, what was asked and seen, and the days' notes."""

from datetime import timedelta
from typing import Any

from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.programmes import queries
from lms.programmes.models import Programme, Slot
from lms.study_visits import actions
from lms.study_visits.actions import Allowed, Description
from lms.study_visits.models import StudyVisit

Spec = dict[str, Any]
DESCRIBED = timedelta(days=21)
"""How long before the visit; of one that is far off, some days before now."""


def visit_hosts(world: World) -> None:
    texts = read_texts("study_visits")
    texts.pop("days")
    for spec in texts.values():
        programme = world.programmes[spec["programme"]]
        slot = db.session.scalars(queries.slots(programme)).all()[int(spec["slot"])]
        visit = _describe(world, programme, slot, spec)
        for consent in spec["consents"]:
            _allow(world, visit, slot, consent)


def _describe(world: World, programme: Programme, slot: Slot, spec: Spec) -> StudyVisit:
    same = ("host", "host_kind", "contact", "meeting_point", "travel_minutes", "interpreters")
    said = Description(
        **{name: spec[name] for name in (*same, "brief")},
        slot_id=slot.id,
        project_id=world.projects[spec["project"]].id if "project" in spec else None,
    )
    at = min(slot.starts_at - DESCRIBED, world.at - timedelta(days=5))
    return actions.describe(programme, said, at=at)


def _allow(world: World, visit: StudyVisit, slot: Slot, spec: Spec) -> None:
    """`from` counts days from the visit; without it nothing leaves the programme."""
    later = spec.get("from")
    said = Allowed(
        **{name: name in spec["allows"] for name in ("named", "photos", "figures")},
        given_by=spec["given_by"],
        publish_from=slot.ends_at.date() + timedelta(days=int(later)) if later else None,
    )
    at = slot.starts_at - timedelta(days=int(spec["before"]))
    actions.allow(visit, said, by=world.people["coordinator"], at=at)
