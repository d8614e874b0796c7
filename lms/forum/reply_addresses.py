"""Addresses by which a person answers in a topic by e-mail: one for each person and topic."""

from typing import NamedTuple

from lms.accounts.models import User
from lms.forum import signed_addresses
from lms.forum.signed_addresses import Signed

KIND = "reply"


class ReplyAddress(NamedTuple):
    """What such an address says: whose it is, for which topic, and under which of their keys."""

    user_id: int
    topic_id: int
    key: int

    def is_of(self, user: User) -> bool:
        """False once the person has a newer key: after another password, or when they asked."""
        return (self.user_id, self.key) == (user.id, user.reply_key)


def address_for(user: User, topic_id: int) -> str:
    """Empty where the site has no domain to receive mail at."""
    return signed_addresses.signed(KIND, Signed(user.id, topic_id, user.reply_key))


def read_back(address: str) -> ReplyAddress | None:
    """What this site has signed in an address; None for one that it did not make."""
    named = signed_addresses.read_back(KIND, address)
    return ReplyAddress(*named) if named else None
