"""What gradebook and award may know of deliverables: grades that are released, nothing before."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from lms.deliverables.models import Deliverable, DeliverableGrade, DeliverableVersion
from lms.editions.models import Edition, Enrolment
from lms.placements.models import GIVEN_UP, Placement

_other = aliased(Placement)
_later_version, _later_grade = aliased(DeliverableVersion), aliased(DeliverableGrade)
_NEWEST = (
    select(func.max(_other.id))
    .where(_other.enrolment_id == Placement.enrolment_id, _other.state.not_in(GIVEN_UP))
    .correlate(Placement)
    .scalar_subquery()
)
_IN_ITS_PLACE = (
    select(_later_grade.id)
    .join(_later_version, _later_grade.version_id == _later_version.id)
    .where(
        _later_version.deliverable_id == DeliverableVersion.deliverable_id,
        _later_version.number > DeliverableVersion.number,
        _later_grade.released_at.is_not(None),
    )
    .correlate(DeliverableVersion)
    .exists()
)
REF = Edition.course_id + "/" + Deliverable.name
"""What the gradebook calls it."""


def released(query: Any, enrolments: Any) -> Any:
    """Of the placement that counts, the last released grade of each deliverable."""
    return (
        query.select_from(DeliverableGrade)
        .join(DeliverableVersion, DeliverableGrade.version_id == DeliverableVersion.id)
        .join(Deliverable, DeliverableVersion.deliverable_id == Deliverable.id)
        .join(Placement, Deliverable.placement_id == Placement.id)
        .join(Enrolment, Placement.enrolment_id == Enrolment.id)
        .join(Edition, Enrolment.edition_id == Edition.id)
        .where(Placement.enrolment_id.in_(enrolments), Placement.id == _NEWEST)
        .where(DeliverableGrade.released_at.is_not(None), ~_IN_ITS_PLACE)
    )


def released_marks(enrolments: Collection[int]) -> Select[int, str, int, str]:
    """(enrolment, ref, points of 400, comment) of what carries a grade."""
    columns = select(Placement.enrolment_id, REF, DeliverableGrade.points, DeliverableGrade.comment)
    found: Select[int, str, int, str] = released(columns, enrolments)
    return found.where(DeliverableGrade.points.is_not(None))
