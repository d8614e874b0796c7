"""The subject of a mail as a title, without what mail programs put before it."""

import re
from email.message import EmailMessage

from lms.mailtext.reading import UNPRINTED, UnknownLettersError

LONGEST = 1000  # what comes after is not looked at
_UNREADABLE = "\ufffd"
_BEFORE = re.compile(
    r"(?:(?:(?:re|fwd?|aw|wg|rv|tr|r[eé]p|res|enc)\s*(?:\[\d{1,3}\]|\(\d{1,3}\))?\s*[:\uff1a]"
    r"|\[ext(?:ern(?:al|e|o))?\])\s*)+",
    re.IGNORECASE,
)
"""As in: Re: Fwd: (English), RV: (Spanish), TR : (French), ENC: (Portuguese), [External]."""


def title_in(message: EmailMessage, most: int) -> str:
    """At most so many letters of it; empty where it says nothing."""
    written = str(message.get("Subject", ""))[:LONGEST]
    if _UNREADABLE in written:
        raise UnknownLettersError
    plain = UNPRINTED.sub("", " ".join(written.split()))
    said = _BEFORE.sub("", plain, count=1) if _BEFORE.match(plain) else plain
    return _cut(" ".join(said.split()), most)


def _cut(text: str, most: int) -> str:
    """Between words, where there is a blank in its last third."""
    if len(text) <= most:
        return text
    begun = text[: most - 2]
    whole = begun.rpartition(" ")[0]
    return f"{whole if len(whole) > most * 2 // 3 else begun} …"
