import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import func, select

from lms.audit.models import AuditEvent
from lms.db import db

SITE: Final = "site"
BEGINNING: Final = "0" * 64


class Head(NamedTuple):
    """Where a chain ends: print it elsewhere, and nobody can shorten the chain unseen."""

    chain: str
    number: int
    digest: str


class Break(NamedTuple):
    """The first event of a chain that does not follow from the ones before it."""

    chain: str
    number: int


def note(  # an event names all that it says
    act: str,
    thing: str,
    *,
    by_id: int | None,
    at: datetime,
    chain: str = SITE,
    **details: Any,
) -> AuditEvent:
    """Put an act on record, in the transaction that does it; both are kept or neither."""
    _wait_for_others(chain)
    last = db.session.scalars(_newest(chain)).first()
    event = AuditEvent(
        chain=chain,
        number=last.number + 1 if last else 1,
        at=at,
        actor_id=by_id,
        act=act,
        thing=thing,
        details=details,
    )
    event.digest = digest_of(event, last.digest if last else BEGINNING)
    db.session.add(event)
    db.session.flush()
    return event


def _wait_for_others(chain: str) -> None:
    """Two events at once get their numbers one after the other; SQLite's writers wait anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(chain))))


def _newest(chain: str) -> Any:
    return (
        select(AuditEvent)
        .where(AuditEvent.chain == chain)
        .order_by(AuditEvent.number.desc())
        .limit(1)
    )


def digest_of(event: AuditEvent, before: str) -> str:
    """SHA-256 over the digest before and the event as canonical JSON."""
    said = {
        "chain": event.chain,
        "number": event.number,
        "at": event.at.isoformat(),
        "actor": event.actor_id,
        "act": event.act,
        "thing": event.thing,
        "details": event.details,
    }
    plain = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(f"{before}{plain}".encode()).hexdigest()


def verify() -> Iterator[Head | Break]:
    """Walk every chain: its head, or where it breaks first."""
    chains = db.session.scalars(select(AuditEvent.chain).distinct().order_by(AuditEvent.chain))
    for chain in chains.all():
        yield _walk(chain)


def _walk(chain: str) -> Head | Break:
    number, digest = 0, BEGINNING
    query = select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.number)
    with db.session.scalars(query.execution_options(yield_per=1000)) as events:
        for event in events:
            number += 1
            digest = digest_of(event, digest)
            if event.number != number or event.digest != digest:
                return Break(chain, number)
    return Head(chain, number, digest)
