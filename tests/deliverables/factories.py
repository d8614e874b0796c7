"""Placements that ask for deliverables, and work on one brought to its state by people's acts."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.content import library
from lms.content.award import SecondMarking
from lms.db import db
from lms.deliverables import actions, grading
from lms.deliverables.asked import pieces_of
from lms.deliverables.models import Deliverable, DeliverableGrade
from lms.editions.models import Enrolment
from lms.files.actions import receive
from lms.grading.actions import Marking
from lms.intakes.spans import planned_end
from lms.placements.actions import place
from lms.placements.models import Placement
from tests.fieldwork.factories import a_project
from tests.people import People, enrolment_of, today

COURSE = "cluster-broker"
NOTE, MAP = "d1-site-note", "d2-actor-map"
TEXT = "Kesarpur: 62 workshops by the list, 71 by my own count on 4 November."
COMMENT = "Every figure has its source. Next, name the risks."
PDF = b"%PDF-1.7\nA site note.\n%%EOF\n"


def a_placement(
    people: People,
    *,
    trainee: User | None = None,
    days_ago: int = 3,
    part_time: bool = False,
    marked_twice: int = 0,
) -> Placement:
    """Begun some days ago under the real rules of the course; so many marks of 100 by two."""
    sample = SecondMarking(share=marked_twice)
    course = library().courses[COURSE].model_copy(update={"second_marking": sample})
    factor = 2 if part_time else 1
    first = today() - timedelta(days=days_ago)
    placement = place(
        enrolment_of(trainee or people.trainee, people.edition),
        course=course,
        project=a_project(),
        supervisor=people.supervisor,
        starts_on=first,
        ends_on=planned_end(course, first, calendar_factor=factor),
        calendar_factor=factor,
        at=datetime.now(UTC),
    )
    placement.assignments[0].from_on = first
    placement.state = "active"
    db.session.commit()
    return placement


def a_work(
    placement: Placement,
    *,
    name: str = NOTE,
    state: str = "submitted",
    text: str = TEXT,
    file: bytes = b"",
    at: datetime | None = None,
) -> Deliverable:
    """A draft, or handed in once."""
    at = at or datetime.now(UTC)
    received = receive(sent(file)) if file else None
    work = actions.take_up(placement, name)
    actions.write(work, text, seen=work.edits)
    if received:
        enrolment = placement.enrolment
        actions.add_file(work, received, edition=enrolment.edition, by=enrolment.user, at=at)
    if state != "draft":
        actions.hand_in(work, attempt=work.times_submitted, at=at)
    db.session.commit()
    return work


def sent(data: bytes = PDF, name: str = "site-note.pdf") -> FileStorage:
    return FileStorage(BytesIO(data), filename=name)


def form(*, edits: int = 0, attempt: int = 0, **changes: Any) -> dict[str, Any]:
    """What a browser sends."""
    return {"edits": str(edits), "attempt": str(attempt), "body": TEXT} | changes


def upload(data: bytes = PDF, name: str = "site-note.pdf") -> tuple[BytesIO, str]:
    return BytesIO(data), name


def address(placement: Placement, act: str = "", *, name: str = NOTE) -> str:
    return f"/placements/{placement.id}/deliverables/{name}{act}"


def graded(
    work: Deliverable,
    *,
    by: User,
    released: bool = False,
    comment: str = COMMENT,
    at: datetime | None = None,
    **levels: int,
) -> DeliverableGrade:
    """Level 3 everywhere, but for what is named."""
    at = at or datetime.now(UTC)
    work = db.session.scalars(_WITH_PLACEMENT.where(Deliverable.id == work.id)).one()
    work = actions.take_up(work.placement, work.name)
    course = library().courses[work.placement.enrolment.edition.course_id]
    pieces = {piece.name: piece for piece in pieces_of(work.placement, course)}
    rubric = library().rubrics[pieces[work.name].content.rubric or ""]
    marking = Marking(rubric, {row.id: 3 for row in rubric.criteria} | levels, comment)
    row = grading.grade(work, marking, number=work.times_submitted, by=by, at=at)
    if released:
        grading.release(work, seen=row.version, by=by, at=at)
    db.session.commit()
    return row


_WITH_PLACEMENT = select(Deliverable).options(
    joinedload(Deliverable.placement).options(
        joinedload(Placement.requirement_set),
        joinedload(Placement.enrolment).joinedload(Enrolment.edition),
    )
)


def desk(work: Deliverable, act: str = "") -> str:
    return f"/reviews/deliverables/{work.id}{act}"


def sheet(version: int = 0, *, rubric: str = "", **changes: Any) -> dict[str, Any]:
    """What a browser sends for the rubric of the site note, filled in."""
    digest = rubric or library().rubrics["site"].digest
    levels = {f"level-{name}": "3" for name in ("clarity", "evidence", "participation", "site")}
    filled = {"comment": COMMENT, "version": str(version), "rubric": digest}
    return levels | filled | changes
