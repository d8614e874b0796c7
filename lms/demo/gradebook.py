"""Marks by hand, marks set in the place of others, dates of work, and more time for some."""

from datetime import date, datetime, timedelta
from typing import Any

from lms.content import library
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.editions.marks import Component
from lms.extensions import actions as extensions
from lms.gradebook import actions
from lms.gradebook.actions import Entry
from lms.gradebook.parts import Planned
from lms.overrides import actions as overrides

Spec = dict[str, Any]


def keep_gradebooks(world: World) -> None:
    texts = read_texts("gradebook")
    for spec in texts["marks"]:
        _mark(world, spec)
    for spec in texts["overrides"]:
        _set_over(world, spec)
    for spec in texts["dates"]:
        _say_until_when(world, spec)
    for spec in texts["extensions"]:
        _give_more_time(world, spec)


def _mark(world: World, spec: Spec) -> None:
    edition, by, at = world.editions[spec["edition"]], world.people[spec["by"]], _at(world, spec)
    title = library().courses[edition.course_id].day(spec["part"]).title
    part = Planned(Component(spec["component"]), spec["part"], title)
    entries = [
        Entry(world.enrolments[name], int(given["mark"]), given["comment"], 0)
        for name, given in spec["given"].items()
    ]
    actions.enter(edition, part, entries, by=by, at=at)
    if "released" in spec:
        actions.release(edition, part, by=by, at=at + timedelta(minutes=4))


def _set_over(world: World, spec: Spec) -> None:
    trainee, by, at = world.enrolments[spec["person"]], world.people[spec["by"]], _at(world, spec)
    row = overrides.set_mark(
        trainee,
        spec["component"],
        spec["part"],
        mark=int(spec["mark"]),
        reason=spec["reason"],
        seen=0,
        by=by,
        at=at,
    )
    if "released" in spec:
        overrides.release(trainee, row.id, by=by, at=at + timedelta(minutes=2))


def _at(world: World, spec: Spec) -> datetime:
    return world.at - timedelta(days=int(spec["days_ago"]))


def _say_until_when(world: World, spec: Spec) -> None:
    extensions.set_dates(
        world.editions[spec["edition"]],
        {(spec["kind"], spec["ref"]): _on(world, spec)},
        by=world.people[spec["by"]],
        at=world.at - timedelta(days=30),
    )


def _give_more_time(world: World, spec: Spec) -> None:
    extensions.give(
        world.editions[spec["edition"]],
        (spec["kind"], spec["ref"]),
        [world.enrolments[name] for name in spec["people"]],
        until=_on(world, spec),
        reason=spec["reason"],
        by=world.people[spec["by"]],
        at=world.at - timedelta(days=3),
    )


def _on(world: World, spec: Spec) -> date:
    return world.at.date() + timedelta(days=int(spec["in_days"]))
