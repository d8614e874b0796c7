"""Where bytes lie: what people sent, known by its SHA-256 alone, and documents that were drawn."""

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple, Protocol, cast

from flask import current_app

from lms.whole_files import sync_folder, write_whole

BLOCK = 1 << 18
FILES, THUMBNAILS, EXPORTS = "files", "thumbnails", "exports"


class Kept(NamedTuple):
    digest: str
    size: int


class StoreAwayError(OSError):
    """The store does not answer, or refuses us."""


class Storage(Protocol):
    """Raises FileNotFoundError for what is not there, StoreAwayError when it is away."""

    def put(self, file: IO[bytes]) -> Kept:
        """Keep these bytes for good before anything points to them. Kept twice, they are once."""
        ...

    def open(self, digest: str) -> IO[bytes]: ...

    def remove(self, digest: str) -> None: ...

    def older_than(self, moment: datetime) -> Iterator[str]:
        """The digests of all that was put before then."""
        ...

    def write(self, name: str, document: bytes | IO[bytes]) -> None:
        """Keep it whole under a name such as `certificates/7K2M.pdf`; what was there goes."""
        ...

    def read(self, name: str) -> bytes: ...

    def open_document(self, name: str) -> IO[bytes]: ...

    def sizes(self, start: str) -> dict[str, int]:
        """Bytes of each document whose name begins like this."""
        ...

    def documents_before(self, moment: datetime, folder: str) -> Iterator[str]:
        """The names of those in this folder that were written before then."""
        ...

    def erase(self, name: str) -> None: ...

    def is_up(self) -> bool: ...

    def copies(self, folder: Path) -> dict[str, Path]:
        """For a backup: by name, a copy of all that does not lie in the data directory anyway."""
        ...

    def take_in(self, folder: Path) -> None:
        """Out of a backup: move away and keep what belongs here and not in the data directory."""
        ...


class LocalFiles:
    """Files in the data directory: `files/ab/abcd…`. What is on its way lies in `.incoming`."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.folder, self.incoming = data_dir / FILES, data_dir / ".incoming"

    def put(self, file: IO[bytes]) -> Kept:
        self.incoming.mkdir(parents=True, exist_ok=True)
        partial = self.incoming / secrets.token_hex(16)
        try:
            kept = _copy(file, partial)
            target = self._path(kept.digest)
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.replace(target)
            for folder in (target.parent, self.folder):
                sync_folder(folder)
        finally:
            partial.unlink(missing_ok=True)
        return kept

    def open(self, digest: str) -> IO[bytes]:
        return self._path(digest).open("rb")

    def remove(self, digest: str) -> None:
        self._path(digest).unlink(missing_ok=True)

    def older_than(self, moment: datetime) -> Iterator[str]:
        for path in self.folder.glob("??/*"):
            if path.stat().st_mtime < moment.timestamp():
                yield path.name

    def documents_before(self, moment: datetime, folder: str) -> Iterator[str]:
        for path in (self.data_dir / folder).rglob("*"):
            if path.is_file() and path.stat().st_mtime < moment.timestamp():
                yield path.relative_to(self.data_dir).as_posix()

    def write(self, name: str, document: bytes | IO[bytes]) -> None:
        write_whole(self.data_dir / name, document)

    def read(self, name: str) -> bytes:
        return (self.data_dir / name).read_bytes()

    def open_document(self, name: str) -> IO[bytes]:
        return (self.data_dir / name).open("rb")

    def sizes(self, start: str) -> dict[str, int]:
        folder, _slash, head = start.rpartition("/")
        found = (self.data_dir / folder).glob(f"{head}*")
        return {f"{folder}/{path.name}": path.stat().st_size for path in found}

    def erase(self, name: str) -> None:
        path = self.data_dir / name
        path.unlink(missing_ok=True)
        with suppress(OSError):  # others are still in it
            path.parent.rmdir()

    def is_up(self) -> bool:
        return os.access(self.data_dir, os.W_OK)

    def copies(self, folder: Path) -> dict[str, Path]:  # noqa: ARG002  # a backup has them anyway
        return {}

    def take_in(self, folder: Path) -> None:
        """Nothing to do: the data directory is restored as a whole."""

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _copy(file: IO[bytes], partial: Path) -> Kept:
    digest, size = sha256(), 0
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return Kept(digest.hexdigest(), size)


def storage() -> Storage:
    return cast("Storage", current_app.extensions["storage"])
