"""What came of a week of joint learning, of a visit and of a topic: initiatives in three states."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.forum.models import Topic
from lms.initiatives import actions
from lms.initiatives.actions import Seed
from lms.initiatives.models import NEXT, Initiative, Partner, Role, State
from lms.study_visits.models import StudyVisit

Spec = dict[str, Any]


def work_together(world: World) -> None:
    for name, spec in read_texts("initiatives").items():
        at = world.at - timedelta(days=int(spec["days"]))
        seed = Seed(uuid4(), spec["title"], spec["aim"], spec["language"], **_origin(world, spec))
        row = actions.begin(seed, by=world.people[spec["by"]], at=at)
        world.initiatives[name] = row.id
        partners = {one["project"]: _joined(world, row, one, spec) for one in spec["partners"]}
        for promise in spec["promises"]:
            _promised(world, partners[promise["project"]], promise, spec)
        _stepped(world, row, spec)
        for told in spec.get("check_ins", []):
            _told(world, row, told)


def _origin(world: World, spec: Spec) -> dict[str, int]:
    """A programme by its name in the texts, a visit by its host, a topic by its title."""
    found = {}
    if "programme" in spec:
        found["programme_id"] = world.programmes[spec["programme"]].id
    if "visit" in spec:
        hosted = select(StudyVisit.id).where(StudyVisit.host == spec["visit"])
        found["visit_id"] = db.session.scalars(hosted).one()
    if "topic" in spec:
        titled = select(Topic.id).where(Topic.title == spec["topic"])
        found["topic_id"] = db.session.scalars(titled).one()
    return found


def _joined(world: World, row: Initiative, spec: Spec, whole: Spec) -> Partner:
    project = world.projects[spec["project"]]
    partner = actions.add_partner(row, project.id, Role(spec["role"]))
    if "by" in spec:
        at = world.at - timedelta(days=int(whole["days"]) - 3)
        actions.consent(partner, by=world.people[spec["by"]], at=at)
    return partner


def _promised(world: World, partner: Partner, spec: Spec, whole: Spec) -> None:
    at = world.at - timedelta(days=int(whole["days"]) - 3)
    due_on = world.at.date() + timedelta(days=int(spec["due"]))
    person = world.people[spec["who"]]
    row = actions.promise(partner, person, key=uuid4(), what=spec["what"], due_on=due_on, at=at)
    if "done" in spec:
        end = world.at + timedelta(days=int(spec["due"]) - 1)
        actions.close(row, done=True, evidence=spec["done"], at=end)


def _stepped(world: World, row: Initiative, spec: Spec) -> None:
    at = world.at - timedelta(days=int(spec["days"]) - 4)
    while row.state != spec["state"]:
        actions.step_on(row, wanted=NEXT[State(row.state)], at=at)


def _told(world: World, row: Initiative, spec: Spec) -> None:
    at, by = world.at - timedelta(days=int(spec["days"])), world.people[spec["who"]]
    actions.check_in(row, key=uuid4(), value=spec["value"], text=spec["text"], by=by, at=at)
