"""Addresses by which a person begins topics in a space by e-mail: one for each person and space.

It ends when they take a new one for that space, and with all their addresses for answering: its
key is the sum of both counts, which only grow.
"""

from typing import NamedTuple

from lms.accounts.models import User
from lms.db import db
from lms.forum import signed_addresses
from lms.forum.signed_addresses import Signed
from lms.inbound import queries
from lms.inbound.models import AddressRenewal
from lms.spaces.models import Space

KIND = "space"


class SpaceAddress(NamedTuple):
    """What such an address says: whose it is, for which space, and under which of their keys."""

    user_id: int
    space_id: int
    key: int

    def is_of(self, user: User) -> bool:
        """Whether it is the one they have now."""
        times = renewals(user, self.space_id)
        return (self.user_id, self.key) == (user.id, user.reply_key + times)


def address_for(user: User, space_id: int, times: int) -> str:
    """With how often they took a new one; empty where the site receives no mail."""
    return signed_addresses.signed(KIND, Signed(user.id, space_id, user.reply_key + times))


def read_back(address: str) -> SpaceAddress | None:
    """What this site has signed in an address; None for one that it did not make."""
    named = signed_addresses.read_back(KIND, address)
    return SpaceAddress(*named) if named else None


def renewals(user: User, space_id: int) -> int:
    return db.session.scalar(queries.renewals(user, space_id)) or 0


def renew(user: User, space: Space, *, seen: int) -> None:
    """The one they had ends; `seen` is how often that was so before, so that twice is once."""
    known = queries.renewal(user, space.id)
    row = db.keep_once(AddressRenewal(user_id=user.id, space_id=space.id, times=0), known)
    db.session.refresh(row, ["times"], with_for_update=True)
    if row.times == seen:
        row.times += 1
    db.session.flush()
