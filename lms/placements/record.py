"""The record of a placement: a chain of its own in the audit, for whoever certifies its hours."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from lms.accounts.models import User
from lms.audit import actions as audit
from lms.audit.actions import Head
from lms.db import db
from lms.placements.closing import refuse_if_closed
from lms.placements.models import Placement


def chain_of(placement_id: int) -> str:
    return f"placement:{placement_id}"


def hold(placement_id: int, *, even_closed: bool = False) -> str | None:
    """Whoever else acts on this placement waits until this transaction ends; its state, if read.

    On PostgreSQL the row is locked, and read as it is once the lock is there: who has waited while
    the placement was closed is refused. SQLite's writers begin one after the other anyway.
    """
    chain, state = chain_of(placement_id), None
    if db.engine.dialect.name == "postgresql" and not audit.is_held(chain):
        row = select(Placement.state).where(Placement.id == placement_id)
        state = db.session.scalar(row.with_for_update(key_share=True))
        if state and not even_closed:
            refuse_if_closed(state)
    audit.holds_already(chain)
    return state


def head_of(placement_id: int) -> Head | None:
    """Where the record ends now, with the placement held."""
    return audit.head_of(chain_of(placement_id))


def begin(act: str, placement_id: int, *, by: User | None, at: datetime, **details: Any) -> None:
    """The first act of a placement that nobody else knows yet."""
    audit.note(
        act,
        f"placement {placement_id}",
        by_id=by.id if by else None,
        at=at,
        chain=chain_of(placement_id),
        begins=True,
        **details,
    )


def note_of_closed(
    act: str, placement_id: int, *, by: User | None, at: datetime, **details: Any
) -> None:
    """What is done with a placement that is closed: it is looked at, signed, corrected."""
    hold(placement_id, even_closed=True)
    note(act, placement_id, by=by, at=at, **details)


def note(act: str, placement_id: int, *, by: User | None, at: datetime, **details: Any) -> None:
    """Put an act on the placement's record; nobody for a host, who has no account.

    `details` hold ids, numbers and digests, never what people wrote.
    """
    note_of(act, placement_id, by_id=by.id if by else None, at=at, **details)


def note_each(
    act: str, placement_id: int, details: Iterable[Mapping[str, Any]], *, by: User, at: datetime
) -> None:
    """One act done to many things at once, each on the record by itself."""
    hold(placement_id)
    thing, chain = f"placement {placement_id}", chain_of(placement_id)
    audit.note_each(act, thing, details, by_id=by.id, at=at, chain=chain)


def note_of(
    act: str, placement_id: int, *, by_id: int | None, at: datetime, **details: Any
) -> None:
    """The same where the account is known by its number."""
    hold(placement_id)
    audit.note(
        act,
        f"placement {placement_id}",
        by_id=by_id,
        at=at,
        chain=chain_of(placement_id),
        **details,
    )
