"""What is named is expected, then on its way, and sometimes nothing that is taken."""

from collections.abc import Callable, Iterable
from datetime import datetime
from hashlib import file_digest
from typing import Any, NamedTuple, TypeVar

from werkzeug.datastructures import FileStorage

from lms.awaited.models import Awaited
from lms.db import db
from lms.files.actions import Received, receive
from lms.files.kinds import Refusal, RefusedError
from lms.files.models import LONGEST_NAME

R = TypeVar("R", bound=Awaited)


class Item(NamedTuple):
    """What its sender says of a file that comes later; `digest` is the SHA-256 of its bytes."""

    digest: str
    size: int
    name: str
    consent: str
    caption: str = ""
    captured_at: datetime | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What a row says that expects it."""
        return self._asdict() | {"name": self.name[:LONGEST_NAME], "state": "expected"}


class TooManyError(Exception):
    """More than a text can hold."""


def take(sent: FileStorage, caption: str, consent: str) -> tuple[Item, Received]:
    """What came whole with a form, named as a device would. Raises RefusedError."""
    digest, size = _digest_of(sent), sent.stream.seek(0, 2)
    received = receive(sent)
    return Item(digest, size, received.name, consent, caption), received


def _digest_of(sent: FileStorage) -> str:
    sent.stream.seek(0)
    digest = file_digest(sent.stream, "sha256").hexdigest()  # type: ignore[arg-type]  # it reads
    sent.stream.seek(0)
    return digest


def expect(
    known: Iterable[R], items: Iterable[Item], make: Callable[[Item], R], *, most: int
) -> list[R]:
    """`known` are those of the same text. Named again, it is the same; refused, it may come again.

    Twice in one list is once. Raises TooManyError.
    """
    here = {row.digest: row for row in known}
    named = {item.digest: item for item in items}
    rows = [here.get(digest) or make(item) for digest, item in named.items()]
    held = {row.digest for row in (*here.values(), *rows) if row.state != "withdrawn"}
    if len(held) > most:
        raise TooManyError
    for row in rows:
        if row.state == "refused":
            row.state, row.refusal = "expected", ""
    db.session.add_all(rows)
    db.session.flush()
    return rows


def refuse_withdrawn(rows: Iterable[Awaited]) -> None:
    """What went for a reason does not come back by a form. Raises RefusedError."""
    if any(row.state == "withdrawn" for row in rows):
        raise RefusedError(Refusal.WITHDRAWN)


def on_its_way(rows: Iterable[Awaited]) -> None:
    for row in rows:
        row.state = "uploading"
    db.session.flush()


def refused(rows: Iterable[Awaited], why: Refusal) -> None:
    """It came whole, and is nothing we take; its sender reads why."""
    for row in rows:
        if row.is_on_the_device:
            row.state, row.refusal = "refused", why.value
    db.session.flush()
