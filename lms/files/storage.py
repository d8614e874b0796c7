"""Where the bytes lie: a store that knows them by their SHA-256 and by nothing else."""

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple, Protocol, cast

from flask import current_app

from lms.whole_files import sync_folder

BLOCK = 1 << 18


class Kept(NamedTuple):
    digest: str
    size: int


class Storage(Protocol):
    def put(self, file: IO[bytes]) -> Kept:
        """Keep these bytes for good before anything points to them. Kept twice, they are once."""
        ...

    def open(self, digest: str) -> IO[bytes]: ...

    def remove(self, digest: str) -> None: ...

    def older_than(self, moment: datetime) -> Iterator[str]:
        """The digests of all that was put before then."""
        ...


class LocalFiles:
    """Files in the data directory: `files/ab/abcd…`. What is on its way lies in `.incoming`."""

    def __init__(self, data_dir: Path) -> None:
        self.folder, self.incoming = data_dir / "files", data_dir / ".incoming"

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
