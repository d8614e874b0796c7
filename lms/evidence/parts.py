"""Bytes on their way: kept apart by trainee under the digest that was announced, until whole."""

import fcntl
import os
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from flask import current_app
from werkzeug.datastructures import FileStorage

from lms.accounts.models import User
from lms.config import Settings

LARGEST_PART = 64 * 1024


class WrongOffsetError(Exception):
    """What comes does not follow what is here; `held` bytes are."""

    def __init__(self, held: int) -> None:
        super().__init__(f"{held} bytes are here")
        self.held = held


class OtherContentError(Exception):
    """All bytes are here, and they are not those that were announced; none is kept."""


def held(owner: User, digest: str) -> int:
    """How many bytes are here."""
    with suppress(FileNotFoundError):
        return _path(owner, digest).stat().st_size
    return 0


def append(owner: User, digest: str, part: bytes, *, offset: int, size: int) -> int:
    """Add what comes next, safe on the disk; how many bytes are here now.

    Two that arrive together wait for each other. Raises WrongOffsetError.
    """
    path = _path(owner, digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        here = os.fstat(file.fileno()).st_size
        if offset != here or here + len(part) > size:
            raise WrongOffsetError(here)
        _write(file, part, here)
        return here + len(part)


def _write(file: IO[bytes], part: bytes, here: int) -> None:
    """All of it or nothing: a full disk leaves no half part behind."""
    try:
        file.write(part)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), here)
        raise


def whole(owner: User, digest: str, name: str) -> FileStorage:
    """The file, once all of it is here.

    Raises OtherContentError, or FileNotFoundError when another request has just taken it.
    """
    data = _path(owner, digest).read_bytes()
    if sha256(data).hexdigest() != digest:
        forget(owner, digest)
        raise OtherContentError
    return FileStorage(BytesIO(data), filename=name)


def forget(owner: User, digest: str) -> None:
    _path(owner, digest).unlink(missing_ok=True)


def forget_older(moment: datetime) -> int:
    """Uploads that nobody went on with; the trainee's device begins anew, should it return."""
    gone = [path for path in _folder().glob("*") if path.stat().st_mtime < moment.timestamp()]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _path(owner: User, digest: str) -> Path:
    return _folder() / f"{owner.id}-{digest}"


def _folder() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir / ".parts"
