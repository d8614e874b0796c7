"""The record of a placement: a chain of its own in the audit, for whoever certifies its hours."""

from datetime import datetime
from typing import Any

from lms.accounts.models import User
from lms.audit import actions as audit


def chain_of(placement_id: int) -> str:
    return f"placement:{placement_id}"


def note(act: str, placement_id: int, *, by: User | None, at: datetime, **details: Any) -> None:
    """Put an act on the placement's record; nobody for a host, who has no account.

    `details` hold ids, numbers and digests, never what people wrote.
    """
    audit.note(
        act,
        f"placement {placement_id}",
        by_id=by.id if by else None,
        at=at,
        chain=chain_of(placement_id),
        **details,
    )
