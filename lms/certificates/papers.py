"""What is certified elsewhere: checked, listed and fetched at the addresses of certificates."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from flask.typing import ResponseReturnValue

from lms.accounts.models import User


class Numbered(Protocol):
    @property
    def serial(self) -> str: ...


class Paper(Protocol):
    """What is drawn once, and kept as a file."""

    serial: str
    revoked_at: datetime | None
    pdf_sha256: str | None
    drawn_at: datetime | None


class Line(NamedTuple):
    """One of a person's own, in the list of them."""

    serial: str
    title: str
    subtitle: str
    issued_on: date
    is_valid: bool


class Kind(NamedTuple):
    """Each answers for its own numbers, and gives None for others."""

    page: Callable[[str], ResponseReturnValue | None]
    document: Callable[[str], ResponseReturnValue | None]
    draw: Callable[[str], ResponseReturnValue | None]
    lines: Callable[[User], Sequence[Line]]


_KINDS: list[Kind] = []


def know(kind: Kind) -> None:
    _KINDS.append(kind)


def first(act: str, serial: str) -> ResponseReturnValue | None:
    answers = (getattr(kind, act)(serial) for kind in _KINDS)
    return next((answer for answer in answers if answer is not None), None)


def lines_of(person: User) -> list[Line]:
    return [line for kind in _KINDS for line in kind.lines(person)]
