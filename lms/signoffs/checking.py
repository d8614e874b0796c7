"""Whether a head that stands on paper is part of a record as it is kept now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from lms.audit import actions as audit
from lms.audit.actions import Head
from lms.audit.models import AuditEvent
from lms.db import db
from lms.placements.record import chain_of

SIGNED_OFF = "placement.signed_off"


@dataclass(frozen=True)
class Checked:
    """`later` counts what was added since; `signed_at` is when the third signature closed it."""

    at: datetime
    later: int
    signed_at: datetime | None


def checked(placement_id: int, number: int, digest: str) -> Checked | None:
    """None where the record has no such event, or is broken: it is not the one that was printed."""
    chain = chain_of(placement_id)
    if not audit.holds(Head(chain, number, digest)):
        return None
    head = audit.walk(chain)
    if not isinstance(head, Head):
        return None
    query = select(
        func.max(AuditEvent.at).filter(AuditEvent.number == number),
        func.max(AuditEvent.at).filter(AuditEvent.act == SIGNED_OFF),
    ).where(AuditEvent.chain == chain)
    at, signed_at = db.session.execute(query).one()
    return Checked(at, head.number - number, signed_at)
