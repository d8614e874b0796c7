"""Addresses by which a person answers in a topic by e-mail: signed, one for each person and topic.

Mail servers are free to write an address in small letters, so it has no others.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from flask import current_app

from lms.accounts.models import User
from lms.config import Settings

BYTES = 16  # of the signature: with all else an address stays below the 64 letters it may have
_REPLY = re.compile(r"reply\+(\d{1,10})\.(\d{1,10})\.(\d{1,6})\.([a-z2-7]{26})@(.+)")


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
    domain = _domain()
    if not domain:
        return ""
    named = ReplyAddress(user.id, topic_id, user.reply_key)
    signature = _signature(named, str(current_app.secret_key))
    return f"reply+{named.user_id}.{named.topic_id}.{named.key}.{signature}@{domain}"


def read_back(address: str) -> ReplyAddress | None:
    """What this site has signed in an address; None for one that it did not make."""
    found = _REPLY.fullmatch(address.strip().lower())
    if found is None or found[5] != _domain():
        return None
    named = ReplyAddress(int(found[1]), int(found[2]), int(found[3]))
    fits = [hmac.compare_digest(_signature(named, secret), found[4]) for secret in _secrets()]
    return named if any(fits) else None


def _domain() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.mail_domain


def _secrets() -> Iterator[str]:
    """The present one, and those that are still accepted while it is changed."""
    yield str(current_app.secret_key)
    yield from current_app.config["SECRET_KEY_FALLBACKS"]


def _signature(named: ReplyAddress, secret: str) -> str:
    text = "reply address {}.{}.{}".format(*named).encode()
    digest = hmac.new(secret.encode(), text, sha256).digest()[:BYTES]
    return b32encode(digest).decode().rstrip("=").lower()
