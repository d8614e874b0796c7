"""Each thing is taken once, however often it is sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select

from lms.accounts.models import User
from lms.api.models import Receipt
from lms.db import db

Told = dict[str, Any]


class Kept(NamedTuple):
    receipt: Receipt
    is_new: bool


class OtherContentError(Exception):
    """The key stands on a receipt for something else."""


def take_once(  # a receipt says all of this
    owner: User, key: UUID, kind: str, digest: str, act: Callable[[], Told], *, at: datetime
) -> Kept:
    """Do it and keep the answer, or find the answer of the first time.

    Two that arrive together wait for each other. Raises OtherContentError when the key was used
    for something else; what `act` raises is its own, and then nothing is kept.
    """
    db.hold(owner)
    known = db.session.scalars(receipt_of(owner, key)).one_or_none()
    if known is not None:
        if (known.kind, known.digest) != (kind, digest):
            raise OtherContentError
        return Kept(known, is_new=False)
    answer = act()
    row = Receipt(
        owner_id=owner.id, key=key, kind=kind, digest=digest, answer=answer, received_at=at
    )
    db.session.add(row)
    db.session.flush()
    return Kept(row, is_new=True)


def receipt_of(owner: User, key: UUID) -> Select[Receipt]:
    return select(Receipt).where(Receipt.owner_id == owner.id, Receipt.key == key)
