from collections.abc import Collection

from sqlalchemy import JSON, CompoundSelect, Select, String, cast, literal, select, type_coerce
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.deliverables.models import Deliverable, DeliverableGrade, DeliverableVersion
from lms.editions.models import Edition, Enrolment
from lms.placements.models import Placement
from lms.second_marks.models import Opinion, SecondMark
from lms.second_marks.queries import is_of
from lms.stretches.models import Assessment


def levels_given(edition: Edition) -> CompoundSelect[int, dict[str, int]]:
    """(marker, levels) of all that was shown; where two marked, what each of them gave alone.

    What is still held for a second mark is left out, for whoever reads this may be the second.
    """
    placements = select(Placement.id).join(Placement.enrolment)
    here = placements.where(Enrolment.edition_id == edition.id)
    alone = (
        select(Assessment.assessor_id, type_coerce(Assessment.levels, JSON))
        .outerjoin(SecondMark, is_of(Assessment.placement_id, Assessment.target))
        .where(
            Assessment.placement_id.in_(here),
            Assessment.released_at.is_not(None),
            SecondMark.id.is_(None),
        )
    )
    return alone.union_all(_of_deliverables(here), _by_two(here))


def _of_deliverables(here: Select[int]) -> Select[int, dict[str, int]]:
    number = cast(DeliverableVersion.number, String)
    subject = literal("deliverable:") + Deliverable.name + ":" + number
    return (
        select(DeliverableGrade.assessor_id, type_coerce(DeliverableGrade.levels, JSON))
        .join(DeliverableVersion, DeliverableGrade.version_id == DeliverableVersion.id)
        .join(Deliverable, DeliverableVersion.deliverable_id == Deliverable.id)
        .outerjoin(SecondMark, is_of(Deliverable.placement_id, subject))
        .where(
            Deliverable.placement_id.in_(here),
            DeliverableGrade.released_at.is_not(None),
            SecondMark.id.is_(None),
        )
    )


def _by_two(here: Select[int]) -> Select[int, dict[str, int]]:
    return (
        select(Opinion.by_id, type_coerce(Opinion.levels, JSON))
        .join(SecondMark, Opinion.second_mark_id == SecondMark.id)
        .where(
            SecondMark.placement_id.in_(here),
            SecondMark.settled_at.is_not(None),
            Opinion.number <= 2,  # noqa: PLR2004  # the first and the second; later ones are proposals
        )
    )


def people(numbers: Collection[int]) -> Select[User]:
    """By name: this is no ranking."""
    return select(User).where(User.id.in_(numbers)).order_by(User.name, User.id)


def open_second_marks(edition: Edition) -> Select[SecondMark]:
    """What waits, the oldest first."""
    return (
        select(SecondMark)
        .join(SecondMark.placement)
        .join(Placement.enrolment)
        .options(
            contains_eager(SecondMark.placement)
            .contains_eager(Placement.enrolment)
            .options(joinedload(Enrolment.user), joinedload(Enrolment.edition)),
            joinedload(SecondMark.opinions),
        )
        .where(Enrolment.edition_id == edition.id, SecondMark.settled_at.is_(None))
        .order_by(SecondMark.drawn_at)
    )
