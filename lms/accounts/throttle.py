"""Counting tries in the database, so that every process and every restart counts the same.

Nobody is ever locked out for good: that would let a stranger lock the door of someone else.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv4Address, ip_address, ip_network
from math import ceil

from flask import current_app, request
from sqlalchemy import delete, func, insert, or_, select
from werkzeug.exceptions import TooManyRequests

from lms.accounts.models import Attempt
from lms.db import db

WINDOW = timedelta(minutes=5)
PER_ACCOUNT = PER_ADDRESS = 10  # tries in a window (PyPI's values)
EVERYWHERE = 1000
DAY = timedelta(days=1)
RESETS_A_DAY = 5
CODE_LIMITS = ((5, WINDOW), (20, timedelta(hours=1)), (50, DAY))


def count_sign_in(email: str, *, at: datetime) -> Sequence[int]:
    """Count this try at an account and from this address; 429 when there were too many.

    It counts before the password is looked at, so that many tries at once are counted too, and
    leaves no transaction open: hashing takes long. What it returns are the ids of its counts.
    """
    limits = {
        f"account {email}": PER_ACCOUNT,
        here(): PER_ADDRESS,
        "all": EVERYWHERE,
    }
    return count("sign-in", limits, window=WINDOW, at=at)


def count_code(user_id: int, *, at: datetime) -> None:
    """Count this try at a second factor; long windows too, as short ones alone allow patience."""
    key = _code_key(user_id)
    past = db.session.scalars(select(Attempt.at).where(Attempt.key == key, Attempt.at > at - DAY))
    moments = sorted(past, reverse=True)
    for limit, window in reversed(CODE_LIMITS):
        if len(moments) >= limit and moments[limit - 1] > at - window:
            raise _wait_until(moments[limit - 1] + window, at=at)
    db.session.add(Attempt(key=key, at=at))
    db.session.commit()


def forget_codes(user_id: int) -> None:
    db.session.execute(delete(Attempt).where(Attempt.key == _code_key(user_id)))


def _code_key(user_id: int) -> str:
    return _key(f"code account {user_id}")


def count_reset(email: str, *, at: datetime) -> None:
    limits = {f"account {email}": RESETS_A_DAY, here(): 4 * RESETS_A_DAY}
    count("reset", limits, window=DAY, at=at)


def forget_sign_in(tries: Sequence[int], email: str, *, at: datetime) -> None:
    """A right password ends the count of its account, and was no try at anybody's door.

    A class signs in together from one address: only failures may add up there. Counts that no
    window reaches any more go with it.
    """
    mine = Attempt.id.in_(tries)
    account = Attempt.key == _key(f"sign-in account {email}")
    old = Attempt.at < at - 2 * DAY
    db.session.execute(delete(Attempt).where(or_(mine, account, old)))


def count(what: str, limits: dict[str, int], *, window: timedelta, at: datetime) -> Sequence[int]:
    """Count a try at something by each of these, and keep the count; 429 past a limit of theirs."""
    refuse_past(what, limits, window=window, at=at)
    return keep(what, limits, at=at)


def refuse_past(what: str, limits: dict[str, int], *, window: timedelta, at: datetime) -> None:
    """429 when one of these has come to its limit, with the time until the first try is past."""
    keys = {_key(f"{what} {who}"): limit for who, limit in limits.items()}
    query = (
        select(Attempt.key, func.count(), func.min(Attempt.at))
        .where(Attempt.key.in_(keys), Attempt.at > at - window)
        .group_by(Attempt.key)
    )
    counted = db.session.execute(query).all()
    if full := [first for key, many, first in counted if many >= keys[key]]:
        raise _wait_until(max(full) + window, at=at)


def keep(what: str, limits: dict[str, int], *, at: datetime) -> Sequence[int]:
    rows = [{"key": _key(f"{what} {who}"), "at": at} for who in limits]
    tries = db.session.scalars(insert(Attempt).returning(Attempt.id), rows).all()
    db.session.commit()
    return tries


def _wait_until(moment: datetime, *, at: datetime) -> TooManyRequests:
    return TooManyRequests(retry_after=max(1, ceil((moment - at).total_seconds())))


def forget(tries: Sequence[int]) -> None:
    """A try that was right is none: only failures add up."""
    db.session.execute(delete(Attempt).where(Attempt.id.in_(tries)))


def here() -> str:
    """Where the request comes from, as `count` names it."""
    return f"address {address()}"


def address() -> str:
    """One household's: IPv6 gives each a network of addresses to choose from."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))


def _key(text: str) -> str:
    """Keyed, so that the table does not list who tried."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, text.encode(), sha256).hexdigest()
