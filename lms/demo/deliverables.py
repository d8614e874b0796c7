"""Deliverables of the field: what was handed in, came back, was improved and graded."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.content import library
from lms.db import db
from lms.deliverables import actions, grading
from lms.deliverables.asked import Piece, pieces_of
from lms.deliverables.models import Deliverable
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.editions.models import Enrolment
from lms.grading.actions import Marking
from lms.placements.models import Placement, SupervisorAssignment

Spec = dict[str, Any]


def hand_in_deliverables(world: World) -> None:
    for person, works in read_texts("deliverables").items():
        placement = _placement(world.enrolments[person])
        pieces = {row.name: row for row in pieces_of(placement, world.course_of(person))}
        for number, (name, events) in enumerate(works.items()):
            day = pieces[name].due_on
            for spec in events:
                day = moments.working_day(day, int(spec["after"]))
                _happens(placement, pieces[name], spec, _moment(world, placement, day, number))


def _placement(enrolment: Enrolment) -> Placement:
    return (
        db.session.scalars(
            select(Placement)
            .join(Placement.enrolment)
            .options(
                contains_eager(Placement.enrolment).joinedload(Enrolment.edition),
                joinedload(Placement.requirement_set),
                joinedload(Placement.assignments).joinedload(SupervisorAssignment.user),
            )
            .where(Placement.enrolment_id == enrolment.id)
        )
        .unique()
        .one()
    )


def _moment(world: World, placement: Placement, day: date, number: int) -> datetime:
    today = moments.today(world.at, placement.time_zone)
    day = min(day, moments.working_day(today, -1))
    return moments.evening(day, placement.time_zone, number, at=world.at)


def _happens(placement: Placement, piece: Piece, spec: Spec, at: datetime) -> None:
    work = actions.take_up(placement, piece.name)
    work.placement = placement
    supervisor = placement.assignments[0].user
    if "keep" in spec or "hand_in" in spec:
        actions.write(work, spec.get("keep") or spec["hand_in"], seen=work.edits)
    if "hand_in" in spec:
        actions.hand_in(work, attempt=work.times_submitted, at=at)
    elif "return" in spec:
        number, reason = work.times_submitted, spec["return"]
        grading.return_work(work, number=number, reason=reason, by=supervisor, at=at)
    elif "comment" in spec:
        _grade(work, piece, spec, by=supervisor, at=at)


def _grade(work: Deliverable, piece: Piece, spec: Spec, *, by: User, at: datetime) -> None:
    number, comment = work.times_submitted, spec["comment"]
    if "levels" not in spec:
        grading.accept(work, number=number, comment=comment, by=by, at=at)
        return
    rubric = library().rubrics[piece.content.rubric or ""]
    said = spec["levels"]
    levels = {
        row.id: int(said[row.id] if isinstance(said, dict) else said) for row in rubric.criteria
    }
    marking = Marking(rubric, levels, comment)
    grade = grading.grade(work, marking, number=number, by=by, at=at)
    if "release" in spec:
        grading.release(work, seen=grade.version, by=by, at=at)
