"""Joint learning: one week that was held, one that people apply for, one that is planned."""

from datetime import datetime, time, timedelta
from typing import Any

from lms.agendas import actions as agendas
from lms.attendance import marking
from lms.attendance import queries as attendance
from lms.attestations import actions as attestations
from lms.class_sessions.models import Status
from lms.class_sessions.weighing import Choice, Mark, Shown
from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.programmes import actions, places, queries
from lms.programmes.actions import Plan
from lms.programmes.models import Programme, Role, State

Spec = dict[str, Any]
OPENED, APPLIED = timedelta(weeks=12), timedelta(weeks=10)
"""How long before the week began; of a week far off, some days before now."""


def learn_together(world: World) -> None:
    for name, spec in read_texts("programmes").items():
        director = world.people[spec["director"]]
        programme = actions.plan(_plan(spec, world), by=director, at=_before(spec, world, OPENED))
        world.programmes[name] = programme
        _furnish(programme, spec.get("venues", {}))
        if "opened" in spec:
            actions.open_up(programme, at=_before(spec, world, OPENED))
            agendas.release(programme, note="", by=director, at=_before(spec, world, APPLIED))
        for place in spec["places"]:
            _take(world, programme, place, _before(spec, world, APPLIED))
        if programme.ends_on < world.at.date():
            _mark(world, programme, spec)
            done = datetime.combine(programme.ends_on, time(20), programme.zone)
            attestations.issue(programme, by=director, at=done + timedelta(days=2))


def _plan(spec: Spec, world: World) -> Plan:
    first = _monday(spec, world).date()
    same = ("name", "aim", "language", "place", "country", "time_zone")
    return Plan(
        **{name: spec[name] for name in same},
        starts_on=first,
        ends_on=first + timedelta(days=4),
        apply_by=first - timedelta(weeks=2),
        seats=int(spec["seats"]),
        seats_per_country=int(spec["seats_per_country"]),
    )


def _monday(spec: Spec, world: World) -> datetime:
    this = world.at - timedelta(days=world.at.weekday())
    return datetime.combine(
        this.date() + timedelta(weeks=int(spec["week"])), time(9), world.at.tzinfo
    )


def _before(spec: Spec, world: World, lead: timedelta) -> datetime:
    days = timedelta(days=9) if lead is OPENED else timedelta(days=6)
    return min(_monday(spec, world) - lead, world.at - days)


def _furnish(programme: Programme, venues: dict[str, str]) -> None:
    slots = db.session.scalars(queries.slots(programme)).all()
    for number, venue in venues.items():
        slots[int(number)].venue = venue
    db.session.flush()


def _take(world: World, programme: Programme, place: Spec, at: datetime) -> None:
    """As it happens on the platform: asked for or offered, then given."""
    person, state = world.people[place["who"]], place.get("state", State.CONFIRMED)
    if "role" in place or state == State.INVITED:
        role = Role(place.get("role", Role.PARTICIPANT))
        row = places.invite(programme, person, role, at=at)
    else:
        row = places.apply(programme, by=person, project_id=None, expects=place["expects"], at=at)
    if "project" in place:
        row.project_id = world.projects[place["project"]].id
    if state == State.CONFIRMED:
        places.confirm(programme, row, at=at + timedelta(days=2))


def _mark(world: World, programme: Programme, spec: Spec) -> None:
    """Each register at the end of its slot: everyone was there, but for whom the text names."""
    director = world.people[spec["director"]]
    rows = db.session.scalars(attendance.participants(programme)).all()
    numbers = {row.user_id: row.id for row in rows}
    for order, slot in enumerate(db.session.scalars(queries.slots(programme)).all()):
        said = {
            numbers[world.people[one["who"]].id]: _said(one, order)
            for one in spec["places"]
            if "role" not in one
        }
        choices = [Choice(who, Mark(status), Shown(0, None)) for who, status in said.items()]
        marking.mark(programme, slot.id, choices, by=director, at=slot.ends_at)


def _said(place: Spec, order: int) -> Status:
    odd = (Status.LATE, Status.EXCUSED, Status.ABSENT)
    return next((status for status in odd if str(order) in place.get(status, ())), Status.PRESENT)
