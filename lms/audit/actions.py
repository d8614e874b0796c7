import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

from sqlalchemy import event as events
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

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
    begins: bool = False,
    **details: Any,
) -> AuditEvent:
    """Put an act on record, in the transaction that does it; both are kept or neither.

    A chain that `begins` with this act is of a thing that nobody else knows yet.
    """
    said = {"act": act, "thing": thing, "actor_id": by_id, "at": at, "details": details}
    event = _following(None if begins else _head(chain), chain, said)
    db.session.add(event)
    _held().heads[chain] = event
    return event


def note_each(
    act: str,
    thing: str,
    details: Iterable[Mapping[str, Any]],
    *,
    by_id: int | None,
    at: datetime,
    chain: str,
) -> None:
    """The same act once for each of these details, in one statement however many they are."""
    last, rows = _head(chain), []
    for one in details:
        said = {"act": act, "thing": thing, "actor_id": by_id, "at": at, "details": dict(one)}
        last = _following(last, chain, said)
        rows.append({**said, "chain": chain, "number": last.number, "digest": last.digest})
    if rows:
        db.session.flush()  # what was noted before stands before
        db.session.execute(insert(AuditEvent), rows)
        _held().heads[chain] = last


def _following(last: AuditEvent | None, chain: str, said: Mapping[str, Any]) -> AuditEvent:
    event = AuditEvent(chain=chain, number=last.number + 1 if last else 1, **said)
    event.digest = digest_of(event, last.digest if last else BEGINNING)
    return event


def hold(chain: str) -> None:
    """Who writes in this chain waits until this transaction ends; SQLite's writers wait anyway."""
    if chain not in _held().locked and db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtext(chain))))
    _held().locked.add(chain)


def is_held(chain: str) -> bool:
    return chain in _held().locked


def holds_already(chain: str) -> None:
    """The caller has locked what this chain is about, and with it the chain."""
    _held().locked.add(chain)


def head_of(chain: str) -> Head | None:
    last = _head(chain)
    return Head(chain, last.number, last.digest) if last else None


def _head(chain: str) -> AuditEvent | None:
    """The last event, asked for once: nobody else adds to a chain that is held."""
    heads = _held().heads
    if chain not in heads:
        hold(chain)
        heads[chain] = db.session.scalars(_newest(chain)).first()
    return heads[chain]


@dataclass
class _Held:
    """What a transaction knows of chains until it ends."""

    locked: set[str] = field(default_factory=set)
    heads: dict[str, AuditEvent | None] = field(default_factory=dict)


def _held() -> _Held:
    held: _Held = db.session().info.setdefault("chains", _Held())
    return held


def _let_go(session: Session, *_how: object) -> None:
    session.info.pop("chains", None)


events.listen(Session, "after_commit", _let_go)
events.listen(Session, "after_soft_rollback", _let_go)


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
        "at": event.at.astimezone(UTC).isoformat(),  # as it is read again
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
        yield walk(chain)


def holds(head: Head) -> bool:
    """Whether a chain still has the event that a head from before names."""
    event = (AuditEvent.chain == head.chain) & (AuditEvent.number == head.number)
    return db.session.scalar(select(AuditEvent.digest).where(event)) == head.digest


def walk(chain: str) -> Head | Break:
    """From its first event to its head, or to where it breaks."""
    number, digest = 0, BEGINNING
    query = select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.number)
    with db.session.scalars(query.execution_options(yield_per=1000)) as events:
        for event in events:
            number += 1
            digest = digest_of(event, digest)
            if event.number != number or event.digest != digest:
                return Break(chain, number)
    return Head(chain, number, digest)
