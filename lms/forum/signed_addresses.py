"""Addresses to write to by e-mail that this site has signed: each for one person and one thing.

Mail servers are free to write an address in small letters, so it has no others.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from flask import current_app

from lms.config import Settings

BYTES = 16  # of the signature: with all else an address stays below the 64 letters it may have
_SIGNED = re.compile(r"([a-z]+)\+(\d{1,10})\.(\d{1,10})\.(\d{1,6})\.([a-z2-7]{26})@(.+)")


class Signed(NamedTuple):
    """Whose it is, what it leads to, and under which of their keys."""

    user_id: int
    number: int
    key: int


def signed(kind: str, named: Signed) -> str:
    """Empty where the site has no domain to receive mail at."""
    domain = _domain()
    if not domain:
        return ""
    signature = _signature(kind, named, str(current_app.secret_key))
    return f"{kind}+{named.user_id}.{named.number}.{named.key}.{signature}@{domain}"


def read_back(kind: str, address: str) -> Signed | None:
    """What this site has signed in an address; None for one that it did not make."""
    found = _SIGNED.fullmatch(address.strip().lower())
    if found is None or (found[1], found[6]) != (kind, _domain()):
        return None
    named = Signed(int(found[2]), int(found[3]), int(found[4]))
    fits = [hmac.compare_digest(_signature(kind, named, secret), found[5]) for secret in _secrets()]
    return named if any(fits) else None


def _domain() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.mail_domain


def _secrets() -> Iterator[str]:
    """The present one, and those that are still accepted while it is changed."""
    yield str(current_app.secret_key)
    yield from current_app.config["SECRET_KEY_FALLBACKS"]


def _signature(kind: str, named: Signed, secret: str) -> str:
    text = f"{kind} address {named.user_id}.{named.number}.{named.key}".encode()
    digest = hmac.new(secret.encode(), text, sha256).digest()[:BYTES]
    return b32encode(digest).decode().rstrip("=").lower()
