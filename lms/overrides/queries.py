from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from lms.editions.models import Enrolment
from lms.overrides.models import MarkOverride


def overrides_over(enrolment: Enrolment, component: str, part: str) -> Select[MarkOverride]:
    """All that was ever set over one part or the total, the newest first, with the names."""
    return (
        select(MarkOverride)
        .options(
            joinedload(MarkOverride.set_by),
            joinedload(MarkOverride.released_by),
            joinedload(MarkOverride.lifted_by),
        )
        .where(
            MarkOverride.enrolment_id == enrolment.id,
            MarkOverride.component == component,
            MarkOverride.part == part,
        )
        .order_by(MarkOverride.id.desc())
    )


def override_of(enrolment: Enrolment, override_id: int) -> Select[MarkOverride]:
    return select(MarkOverride).where(
        MarkOverride.id == override_id, MarkOverride.enrolment_id == enrolment.id
    )
