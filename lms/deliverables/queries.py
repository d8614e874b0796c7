"""What is asked about deliverables. What their authors see holds no grade before its release."""

from sqlalchemy import Select, case, literal, select
from sqlalchemy.orm import defer, joinedload, load_only, selectinload

from lms.deliverables.models import (
    Deliverable,
    DeliverableFile,
    DeliverableGrade,
    DeliverableReturn,
    DeliverableVersion,
)
from lms.files.models import StoredFile
from lms.placements.models import Placement

RELEASED = DeliverableGrade.released_at.is_not(None)


def work_on(placement: Placement, name: str) -> Select[Deliverable]:
    """With its versions, files and rubric, and with those grades that are released."""
    return (
        select(Deliverable)
        .options(
            selectinload(Deliverable.versions).options(
                joinedload(DeliverableVersion.returned).joinedload(DeliverableReturn.by),
                joinedload(DeliverableVersion.grade.and_(RELEASED)).joinedload(
                    DeliverableGrade.assessor
                ),
            ),
            selectinload(Deliverable.files).joinedload(DeliverableFile.file),
            joinedload(Deliverable.rubric),
        )
        .where(Deliverable.placement_id == placement.id, Deliverable.name == name)
    )


def works_in(placement: Placement) -> Select[Deliverable]:
    """All that was begun in a placement, for its list: without texts, with released grades."""
    return (
        select(Deliverable)
        .options(
            defer(Deliverable.text, raiseload=True),
            joinedload(Deliverable.rubric),
            selectinload(Deliverable.versions).options(
                load_only(DeliverableVersion.number, raiseload=True),
                joinedload(DeliverableVersion.grade.and_(RELEASED)),
            ),
        )
        .where(Deliverable.placement_id == placement.id)
    )


def states_in(placement: Placement, *, grades: bool) -> Select[str, str]:
    """(deliverable:<state>, name) of all that was begun; a grade is told only with `grades`."""
    state = Deliverable.state if grades else _KNOWN_STATE
    return select(literal(STATE) + state, Deliverable.name).where(
        Deliverable.placement_id == placement.id
    )


STATE = "deliverable:"
_KNOWN_STATE = case((Deliverable.state == "graded", "submitted"), else_=Deliverable.state)


def file_of(placement: Placement, name: str, file_id: int, *, drafts: bool) -> Select[StoredFile]:
    """A file of the work; one that was never handed in only with `drafts`."""
    query = (
        select(StoredFile)
        .join(DeliverableFile, DeliverableFile.file_id == StoredFile.id)
        .join(Deliverable, DeliverableFile.deliverable_id == Deliverable.id)
        .where(Deliverable.placement_id == placement.id, Deliverable.name == name)
        .where(StoredFile.id == file_id)
        .order_by(DeliverableFile.id)
        .limit(1)
    )
    if drafts:
        return query
    return query.where(DeliverableFile.first_version <= Deliverable.times_submitted)
