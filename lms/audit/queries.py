from sqlalchemy import Select, select

from lms.audit.models import AuditEvent


def events(*, before: int | None = None, most: int) -> Select[AuditEvent]:
    """A page of the record of the site, the newest first."""
    query = select(AuditEvent).where(AuditEvent.chain == "site").order_by(AuditEvent.number.desc())
    if before is not None:
        query = query.where(AuditEvent.number < before)
    return query.limit(most + 1)
