"""The record of a placement: a chain of its own in the audit, for whoever certifies its hours."""

from datetime import datetime
from typing import Any

from lms.accounts.models import User
from lms.audit import actions as audit


def chain_of(placement_id: int) -> str:
    return f"placement:{placement_id}"


def hold(placement_id: int) -> None:
    """Whoever else acts on this placement waits until this transaction ends."""
    audit.hold(chain_of(placement_id))


def note(act: str, placement_id: int, *, by: User | None, at: datetime, **details: Any) -> None:
    """Put an act on the placement's record; nobody for a host, who has no account.

    `details` hold ids, numbers and digests, never what people wrote.
    """
    note_of(act, placement_id, by_id=by.id if by else None, at=at, **details)


def note_of(
    act: str, placement_id: int, *, by_id: int | None, at: datetime, **details: Any
) -> None:
    """The same where the account is known by its number."""
    audit.note(
        act,
        f"placement {placement_id}",
        by_id=by_id,
        at=at,
        chain=chain_of(placement_id),
        **details,
    )
