"""Whom the programmes visit, what the hosts allow, what was asked and seen, and the days' notes."""

from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.awaited.actions import Item
from lms.db import db
from lms.demo.drawn import a_board, a_shift_book
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.files.actions import examine
from lms.programmes import queries
from lms.programmes.models import Programme, Slot
from lms.study_visits import actions, asking, noting, observing, photo_queries, photos
from lms.study_visits.actions import Allowed, Description
from lms.study_visits.models import Observation, StudyVisit, VisitQuestion
from lms.study_visits.noting import Writing
from lms.study_visits.observing import Hand, Words

Spec = dict[str, Any]
DESCRIBED = timedelta(days=21)
"""How long before the visit; of one that is far off, some days before now."""


def visit_hosts(world: World) -> None:
    texts = read_texts("study_visits")
    for name, spec in texts["visits"].items():
        programme = world.programmes[spec["programme"]]
        slot = db.session.scalars(queries.slots(programme)).all()[int(spec["slot"])]
        visit = _describe(world, programme, slot, spec)
        for consent in spec["consents"]:
            _allow(world, visit, slot, consent)
        asked = [
            _ask(world, visit, slot, question, f"questions/{name}/{number}")
            for number, question in enumerate(spec["questions"])
        ]
        for number, observation in enumerate(spec["observations"]):
            _observe(world, visit, slot, observation, asked, f"observations/{name}/{number}")

    for day in texts["days"]:
        _note(world, day)


def _note(world: World, spec: Spec) -> None:
    """In the evening, the first language first."""
    programme = world.programmes[spec["programme"]]
    day = programme.starts_on + timedelta(days=int(spec["day"]))
    numbers = [world.people[name].id for name in spec["rapporteurs"]]
    noting.name_rapporteurs(programme, day, numbers)
    for number, note in enumerate(spec["notes"]):
        at = datetime.combine(day, time(19 + number), programme.zone).astimezone(UTC)
        writing = Writing(day, note["language"], note["text"])
        noting.write(programme, writing, by=world.people[note["who"]], at=at)


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


def _ask(world: World, visit: StudyVisit, slot: Slot, spec: Spec, key: str) -> VisitQuestion:
    """Asked in the week before, chosen the evening before, answered on the spot."""
    at = min(slot.starts_at - timedelta(days=6), world.at - timedelta(days=2))
    by = world.people[spec["who"]]
    row = asking.ask(uuid5(NAMESPACE_URL, key), visit, spec["text"], spec["language"], by=by, at=at)
    if "chosen" in spec:
        asking.choose(row, at=slot.starts_at - timedelta(hours=14))
    if "answer" in spec:
        asking.answer(row, spec["answer"], spec["answer_language"], at=slot.ends_at)
    return row


def _observe(  # a text, and where it belongs
    world: World,
    visit: StudyVisit,
    slot: Slot,
    spec: Spec,
    asked: list[VisitQuestion],
    key: str,
) -> None:
    """Without `after` it was on paper."""
    words = Words(
        question_id=asked[int(spec["question"])].id if "question" in spec else None,
        language=spec["language"],
        **{name: spec.get(name, "") for name in ("seen", "heard", "doubt")},
    )
    author, by = world.people[spec["who"]], world.people[str(spec.get("entered_by", spec["who"]))]
    captured = slot.starts_at + timedelta(hours=int(spec["after"])) if "after" in spec else None
    hand = Hand(author.id, by, captured)
    at = slot.ends_at + timedelta(hours=3)
    row = observing.observe(uuid5(NAMESPACE_URL, key), visit, words, hand, at=at)
    for photo in spec.get("photos", ()):
        _show(row, photo, by=author, at=at)


def _show(row: Observation, spec: Spec, *, by: User, at: datetime) -> None:
    rows = spec["rows"]
    drawn = (
        a_board(rows, spec["crossed"])
        if spec["draw"] == "board"
        else a_shift_book(rows[0], rows[1:])
    )
    received = examine(FileStorage(BytesIO(drawn), filename="photo.jpg"))
    digest = sha256(drawn).hexdigest()
    item = Item(digest, len(drawn), received.name, spec["people"], spec["shows"], row.captured_at)
    photos.expect(row, _with_consent(row), [item], at=at)
    sent = db.session.scalars(photo_queries.sent_by(by, digest)).all()
    photos.arrived(sent, received, by=by, at=at)


def _with_consent(row: Observation) -> StudyVisit:
    query = select(StudyVisit).options(joinedload(StudyVisit.consent))
    here = query.where(StudyVisit.id == row.visit_id).execution_options(populate_existing=True)
    return db.session.scalars(here).one()
