"""Decisions of the forum: a time that five people found, and a proposal that was amended."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from lms.class_sessions.times import instant
from lms.db import db
from lms.decisions import actions, concluding, queries, waiting
from lms.decisions.actions import Beginning, Offer, Proposed, Question, Rules, Voice
from lms.decisions.models import Decision, Method
from lms.demo.forum import OLDEST
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.forum import noting
from lms.forum.actions import Writing
from lms.forum.reading import Span
from lms.spaces import queries as spaces
from lms.spaces.actions import of_edition
from lms.spaces.models import Space
from lms.spaces.readers import reader_of

Spec = dict[str, Any]


def decide_together(world: World) -> None:
    for spec in read_texts("polls")["decisions"]:
        _decided(world, spec)


def _decided(world: World, spec: Spec) -> None:
    by, at = world.people[spec["by"]], world.at - timedelta(days=float(spec["days"]))
    wanted = Beginning(
        spec["title"],
        Writing(uuid4(), _in_lines(spec["body"]), spec["language"]),
        Question(
            Rules(Method(spec["method"]), quorum=int(spec["quorum"]) if "quorum" in spec else None),
            _proposed(world, spec, by.time_zone),
            _full_hour(at + timedelta(days=float(spec["closes"]))),
            by.time_zone,
        ),
    )
    space = _room(world, spec["space"])
    if "waits" in spec:
        waiting.keep_back(space, wanted, reader_of(by), at=at)
        return
    topic = actions.begin(space, wanted, by=by, at=at)
    decision = db.session.get_one(Decision, topic.id)
    _spoken(world, decision, spec["voices"], at)
    if "amended" in spec:
        later = world.at - timedelta(days=float(spec["amended"]["days"]))
        text = Proposed(_in_lines(spec["amended"]["proposal"]))
        actions.amend(decision, 1, text, spec["amended"]["why"], by=by, at=later)
        _spoken(world, decision, spec["again"], later)
    if "outcome" in spec:
        _concluded(world, decision, spec["outcome"])


def _room(world: World, name: str) -> Space:
    if not name.startswith("edition:"):
        return db.session.scalars(spaces.at(name)).one()
    edition = world.editions[name.removeprefix("edition:")]
    return of_edition(edition, at=world.at - OLDEST)


def _proposed(world: World, spec: Spec, zone: str) -> Proposed:
    offers = [
        Offer(starts_at=_moment(world, row, ZoneInfo(zone))) for row in spec.get("offers", ())
    ]
    return Proposed(_in_lines(spec.get("proposal", "")), offers)


def _moment(world: World, row: Spec, zone: ZoneInfo) -> datetime:
    day: date = world.at.astimezone(zone).date() + timedelta(days=int(row["in_days"]))
    return instant(day, time.fromisoformat(row["at"]), zone)


def _full_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _spoken(world: World, decision: Decision, voices: Sequence[Spec], since: datetime) -> None:
    """Some hours after each other; `says` names options by their code or their place."""
    known = {
        row.code or str(row.no): row.id for row in db.session.scalars(queries.options_of(decision))
    }
    for hours, spec in enumerate(voices, 1):
        person, at = world.people[spec["by"]], since + timedelta(hours=5 * hours)
        noting.note_seen(person, decision.topic_id, Span(1, 1))
        chosen = [known[name] for name in spec["says"]]
        voice = Voice(decision.version, chosen, spec.get("reason", ""), uuid4())
        actions.speak(decision, voice, by=person, at=at)


def _concluded(world: World, decision: Decision, spec: Spec) -> None:
    at = world.at - timedelta(days=float(spec["days"]))
    review = world.at.date() + timedelta(days=int(spec["review_in"]))
    text = _in_lines(spec["text"])
    concluding.conclude(decision, 0, text, review, by=world.people[spec["by"]], at=at)


def _in_lines(text: str) -> str:
    """Lines of the file are wrapped; a paragraph ends where an empty line stands."""
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text.strip())
