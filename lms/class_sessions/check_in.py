"""Self-check-in: who is in the room reads a code there, and types it within its minute.

The code is an HMAC of the minute under the session's own key, so it fits no other session and no
other hour. It counts from shortly before the start until shortly after, for who is enrolled.
"""

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from lms.class_sessions.models import ClassSession, Status

OPENS_BEFORE = timedelta(minutes=10)
CLOSES_AFTER = timedelta(minutes=20)
LATE_AFTER = timedelta(minutes=15)
CODE_LASTS = 60  # seconds; the code before it is taken for as long again
CODE_LENGTH = 6
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No sign that is taken for another: 887 million codes."""


class Window(StrEnum):
    EARLY = "early"
    OPEN = "open"
    OVER = "over"


def new_key() -> str:
    return secrets.token_hex(32)


def window_of(session: ClassSession, at: datetime) -> Window:
    if at < opens_at(session):
        return Window.EARLY
    return Window.OPEN if at <= closes_at(session) else Window.OVER


def opens_at(session: ClassSession) -> datetime:
    return session.starts_at - OPENS_BEFORE


def closes_at(session: ClassSession) -> datetime:
    return session.starts_at + CLOSES_AFTER


def status_at(session: ClassSession, at: datetime) -> Status:
    """What who checks in at this moment is."""
    return Status.LATE if at > session.starts_at + LATE_AFTER else Status.PRESENT


def code_at(session: ClassSession, at: datetime) -> str:
    """What the page in the room shows at this moment; the session has a key."""
    return _code(session, _minute(at))


def seconds_left(at: datetime) -> int:
    """Until the room shows another code; one at least."""
    return CODE_LASTS - int(at.timestamp()) % CODE_LASTS


def fits(session: ClassSession, typed: str, at: datetime) -> bool:
    """Whether this is the code of now or of the minute before, however it was typed."""
    given = "".join(typed.split()).replace("-", "").upper().encode()
    now = _minute(at)
    right = [hmac.compare_digest(given, _code(session, n).encode()) for n in (now, now - 1)]
    return any(right)


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // CODE_LASTS


def _code(session: ClassSession, minute: int) -> str:
    key = bytes.fromhex(session.check_in_key or "")
    drawn = int.from_bytes(hmac.digest(key, f"{session.id} {minute}".encode(), sha256))
    signs = []
    for _ in range(CODE_LENGTH):
        drawn, place = divmod(drawn, len(SIGNS))
        signs.append(SIGNS[place])
    return "".join(signs)
