"""Visits with their slots and what their hosts said last."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.programmes.models import Programme, Slot
from lms.study_visits.models import VISITING, HostConsent, StudyVisit


def visits(programme: Programme) -> Select[StudyVisit]:
    return (
        select(StudyVisit)
        .join(StudyVisit.slot)
        .options(
            contains_eager(StudyVisit.slot).joinedload(Slot.lead),
            joinedload(StudyVisit.project),
            joinedload(StudyVisit.consent),
        )
        .where(StudyVisit.programme_id == programme.id)
        .order_by(Slot.starts_at, Slot.track, Slot.id)
    )


def visit(programme: Programme, visit_id: int) -> Select[StudyVisit]:
    return visits(programme).where(StudyVisit.id == visit_id)


def visit_in(slot_id: int) -> Select[StudyVisit]:
    return select(StudyVisit).where(StudyVisit.slot_id == slot_id)


def visiting_slots(programme: Programme) -> Select[Slot]:
    """Those that may hold a visit."""
    return (
        select(Slot)
        .where(
            Slot.programme_id == programme.id,
            Slot.component.in_([component.value for component in VISITING]),
        )
        .order_by(Slot.starts_at, Slot.track, Slot.id)
    )


def free_slots(programme: Programme) -> Select[Slot]:
    """Those that may hold a visit and hold none yet."""
    taken = select(StudyVisit.slot_id).where(StudyVisit.programme_id == programme.id)
    return visiting_slots(programme).where(Slot.cancelled_at.is_(None), Slot.id.not_in(taken))


def consents(visit: StudyVisit) -> Select[HostConsent]:
    """The last first."""
    return (
        select(HostConsent)
        .options(joinedload(HostConsent.noted_by))
        .where(HostConsent.visit_id == visit.id)
        .order_by(HostConsent.id.desc())
    )
