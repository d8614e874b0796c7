"""A maildir on this machine: a file for each mail, in `new` and `cur`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from lms.mailboxes.parcels import MOST_BYTES, MOST_OF_A_HEAD, MailboxError, Parcel

FOLDERS = ("cur", "new")


class Maildir(NamedTuple):
    root: Path

    def parcels(self) -> Iterator[Parcel]:
        """The oldest first. What another reader has taken away meanwhile is left out."""
        for path in sorted(self._files(), key=lambda path: path.name):
            try:
                size = path.stat().st_size
                with path.open("rb") as file:
                    raw = file.read(size if size <= MOST_BYTES else MOST_OF_A_HEAD)
            except FileNotFoundError:
                continue
            yield Parcel(str(path.relative_to(self.root)), raw, size)

    def _files(self) -> Iterator[Path]:
        for folder in FOLDERS:
            with os.scandir(self.root / folder) as entries:
                yield from (
                    Path(entry) for entry in entries if entry.is_file(follow_symlinks=False)
                )

    def take_away(self, parcel: Parcel) -> None:
        (self.root / parcel.key).unlink(missing_ok=True)


@contextmanager
def open_maildir(path: str) -> Iterator[Maildir]:
    try:
        yield Maildir(Path(path))
    except OSError as fault:
        raise MailboxError(f"The maildir {path}: {fault.strerror or fault}.") from fault
