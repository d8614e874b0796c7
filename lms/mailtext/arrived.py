"""The head of a mail that came: from whom, to which addresses, under which number."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256
from typing import NamedTuple

LONGEST_HEAD = 64 * 1024
LONGEST_ADDRESS = 254
RECEIVING = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
"""Where addresses of the site may stand; servers write down themselves for whom a mail came."""
_HEAD = re.compile(rb"\r?\n\r?\n")
_NUMBER = re.compile(r"<[^<>\s]{1,250}>")
_FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


class UnreadableError(Exception):
    """No mail, or none whose head can be made out."""


class Arrived(NamedTuple):
    """`digest` stands for its number (Message-ID), or for all of it where it has none.

    `sender` is empty where it names none, or several.
    """

    message: EmailMessage
    digest: str
    number: str
    sender: str
    recipients: tuple[str, ...]


def arrived(raw: bytes) -> Arrived:
    """The standard library stumbles over some mails in ways of its own; all are one here."""
    head = _HEAD.split(raw[: LONGEST_HEAD + 4], maxsplit=1)[0]
    if len(head) > LONGEST_HEAD:
        raise UnreadableError
    try:
        message = message_from_bytes(raw, policy=policy.default)
        number = _number(message, "Message-ID")
        return Arrived(
            message=message,
            digest=sha256(number.encode(errors="replace") or raw).hexdigest(),
            number=number,
            sender=_sender(message),
            recipients=tuple(_recipients(message)),
        )
    except _FAULTS as fault:
        raise UnreadableError from fault


def answered(message: EmailMessage) -> str:
    """The number of the mail that this one answers; empty for none."""
    return _number(message, "In-Reply-To")


def _number(message: EmailMessage, name: str) -> str:
    found = _NUMBER.search(str(message.get(name, "")))
    return found[0] if found else ""


def _sender(message: EmailMessage) -> str:
    named = [address for header in message.get_all("From", []) for address in _in(header)]
    return named[0] if len(named) == 1 else ""


def _recipients(message: EmailMessage) -> Iterator[str]:
    for name in RECEIVING:
        for header in message.get_all(name, []):
            yield from _in(header)


def _in(header: object) -> list[str]:
    """The addresses of a header, in small letters; some have no form that the library knows."""
    known: tuple[Address, ...] | None = getattr(header, "addresses", None)
    if known is None:
        named = [str(header).strip(" <>")]
    else:
        named = [address.addr_spec for address in known]
    return [text.lower() if _may_be_an_address(text) else "" for text in named]


def _may_be_an_address(text: str) -> bool:
    return text.isprintable() and len(text) <= LONGEST_ADDRESS
