"""What our own mail server says of where a mail came from (Authentication-Results, RFC 8601).

Only a server that is named counts, and only its first word, which stands above all others: anybody
can write such a header. A pass counts for the domain it is about, so that a stranger's own domain
proves nothing of somebody else's.
"""

import re
from email.message import EmailMessage
from enum import StrEnum

from lms.mailtext.arrived import Arrived

LONGEST = 4000
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(dmarc|dkim|spf)\s*=\s*([a-z]+)", re.IGNORECASE)
_DOMAIN_OF = {
    "dmarc": re.compile(r"\bheader\.from\s*=\s*([^\s;]+)", re.IGNORECASE),
    "dkim": re.compile(r"\bheader\.d\s*=\s*([^\s;]+)", re.IGNORECASE),
    "spf": re.compile(r"\bsmtp\.mailfrom\s*=\s*([^\s;]+)", re.IGNORECASE),
}


class Proof(StrEnum):
    GIVEN = "given"
    REFUTED = "refuted"
    MISSING = "missing"


def proof_of(mail: Arrived, server: str) -> Proof:
    """Whether it came from the domain its sender names, as `server` says; MISSING without one."""
    domain = mail.sender.rpartition("@")[2]
    said = _said_by(mail.message, server.lower()) if server and domain else ""
    verdicts = [_verdict(part, domain) for part in said.split(";")[1:]]
    if Proof.REFUTED in verdicts:
        return Proof.REFUTED
    return Proof.GIVEN if Proof.GIVEN in verdicts else Proof.MISSING


def _said_by(message: EmailMessage, server: str) -> str:
    for header in message.get_all("Authentication-Results", []):
        said = _without_comments(str(header)[:LONGEST])
        if said.partition(";")[0].split()[:1] == [server]:
            return said
    return ""


def _without_comments(text: str) -> str:
    for _ in range(5):
        text = _COMMENT.sub(" ", text)
    return text.replace('"', "").lower()


def _verdict(part: str, domain: str) -> Proof:
    found = _RESULT.match(part)
    if found is None:
        return Proof.MISSING
    method, result = found[1], found[2]
    about = _DOMAIN_OF[method].search(part)
    named = about[1].rpartition("@")[2] if about else ""
    if method == "dmarc" and result == "fail":
        return Proof.REFUTED
    covers = named == domain or ("." in named and domain.endswith(f".{named}"))
    return Proof.GIVEN if result == "pass" and covers else Proof.MISSING
