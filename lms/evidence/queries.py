from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.editions.models import Enrolment
from lms.evidence.models import PENDING, Evidence
from lms.logbook.models import LogEntry
from lms.placements.models import Placement


def evidence_of(*entry_ids: UUID) -> Select[Evidence]:
    """What belongs to these entries, with its files, in the order it was added."""
    return (
        select(Evidence)
        .options(joinedload(Evidence.file))
        .where(Evidence.entry_id.in_(entry_ids))
        .order_by(Evidence.id)
    )


def one_of(entry: LogEntry, digest: str) -> Select[Evidence]:
    return evidence_of(entry.id).where(Evidence.digest == digest)


def pending_of(entry_id: UUID) -> Select[Evidence]:
    """What the approval of an entry still waits for."""
    return select(Evidence).where(
        Evidence.entry_id == entry_id, Evidence.state.in_(PENDING), Evidence.waived_at.is_(None)
    )


def sent_by(trainee: User, digest: str) -> Select[Evidence]:
    """A trainee's own evidence with this content, in whichever of their entries it stands."""
    return (
        select(Evidence)
        .join(Evidence.entry)
        .join(LogEntry.placement)
        .join(Placement.enrolment)
        .options(
            contains_eager(Evidence.entry)
            .contains_eager(LogEntry.placement)
            .contains_eager(Placement.enrolment)
            .joinedload(Enrolment.edition)
        )
        .where(Evidence.digest == digest, Enrolment.user_id == trainee.id)
        .order_by(Evidence.id)
    )


def sharing(file_ids: Collection[int]) -> Select[Evidence]:
    """All that shows one of these files."""
    query = select(Evidence).options(joinedload(Evidence.entry))
    return query.where(Evidence.file_id.in_(file_ids))
