"""What came of a week of joint learning: one initiative that runs, one that is being explored."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.initiatives import actions
from lms.initiatives.actions import Seed
from lms.initiatives.models import NEXT, Initiative, Partner, Role, State

Spec = dict[str, Any]


def work_together(world: World) -> None:
    for name, spec in read_texts("initiatives").items():
        at = world.at - timedelta(days=int(spec["days"]))
        programme = world.programmes[spec["programme"]]
        said = {name: spec[name] for name in ("title", "aim", "language")}
        seed = Seed(uuid4(), programme_id=programme.id, **said)
        row = actions.begin(seed, by=world.people[spec["by"]], at=at)
        world.initiatives[name] = row.id
        partners = {one["project"]: _joined(world, row, one, spec) for one in spec["partners"]}
        for promise in spec["promises"]:
            _promised(world, partners[promise["project"]], promise, spec)
        _stepped(world, row, spec)
        for told in spec.get("check_ins", []):
            _told(world, row, told)


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
