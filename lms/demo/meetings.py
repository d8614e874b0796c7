"""Meetings that people of four countries held and will hold, one of them found in a time poll."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select

from lms.class_sessions.times import instant
from lms.db import db
from lms.decisions import queries as decisions
from lms.decisions.models import Decision
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.forum.models import Topic
from lms.meetings import actions
from lms.meetings.actions import Plan
from lms.meetings.models import Kind, Ref

Spec = dict[str, Any]
AHEAD = timedelta(days=10)
"""How long before its hour each was fixed."""


def meet(world: World) -> None:
    for spec in read_texts("meetings").values():
        ref, by = _group(world, spec), world.people[spec["by"]]
        starts_at = _hour(world, spec, ref)
        plan = Plan(
            spec["title"],
            starts_at,
            starts_at + timedelta(minutes=int(spec["minutes"])),
            by.time_zone,
            spec.get("place", ""),
            [world.people[name] for name in spec["people"]],
        )
        at = min(starts_at - AHEAD, world.at - timedelta(days=1))
        poll = ref.number if ref.kind is Kind.POLL else None
        row = actions.fix(ref, plan, uuid4(), by=by, at=at, poll_id=poll)
        if "cancelled" in spec:
            actions.cancel(row, spec["cancelled"], by=by, at=starts_at - timedelta(hours=2))


def _group(world: World, spec: Spec) -> Ref:
    if "programme" in spec:
        return Ref(Kind.PROGRAMME, world.programmes[spec["programme"]].id)
    if "initiative" in spec:
        return Ref(Kind.INITIATIVE, world.initiatives[spec["initiative"]])
    titled = select(Topic.id).where(Topic.title == spec["poll"])
    return Ref(Kind.POLL, db.session.scalars(titled).one())


def _hour(world: World, spec: Spec, ref: Ref) -> datetime:
    """Of a poll one of its options; else a day from now, on the clock of who fixes it."""
    if ref.kind is Kind.POLL:
        options = decisions.options_of(db.session.get_one(Decision, ref.number))
        chosen = db.session.scalars(options).all()[int(spec["option"]) - 1].starts_at
        assert chosen is not None  # noqa: S101  # time polls have moments
        return chosen
    zone = ZoneInfo(world.people[spec["by"]].time_zone)
    day = world.at.astimezone(zone).date() + timedelta(days=int(spec["days"]))
    return instant(moments.weekday(day), time.fromisoformat(spec["at"]), zone)
