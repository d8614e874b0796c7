"""Pictures: drawn anew in a process of their own, and a small copy of each beside it."""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import NamedTuple

from lms.files import redraw
from lms.files.kinds import Refusal, RefusedError
from lms.files.storage import THUMBNAILS, storage

_redrawing = BoundedSemaphore(2)


class Drawn(NamedTuple):
    media_type: str
    width: int
    height: int
    taken: str
    data: bytes
    small: bytes


def redrawn(data: bytes, most: int | None = None) -> Drawn:
    """What `lms.files.redraw` makes of it, in so many bytes at most."""
    head, _, pictures = _run(data, *([str(most)] if most else [])).partition(b"\n")
    said = json.loads(head)
    size = said.pop("size")
    return Drawn(**said, data=pictures[:size], small=pictures[size:])


def _run(data: bytes, *options: str) -> bytes:
    """In a process that can do no harm if it is fooled. Raises RefusedError."""
    program = [sys.executable, "-I", str(Path(redraw.__file__)), *options]
    try:
        with _redrawing:
            done = subprocess.run(  # noqa: S603  # our own program, without an argument of the sender's
                program,
                input=data,
                capture_output=True,
                check=False,
                env={},
                timeout=redraw.SECONDS,
            )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(Refusal.TOO_MANY_PIXELS) from error
    if done.returncode == redraw.TOO_MANY_PIXELS:
        raise RefusedError(Refusal.TOO_MANY_PIXELS)
    if done.returncode:
        raise RefusedError(Refusal.BROKEN_PICTURE)
    return done.stdout


def small(digest: str) -> bytes:
    """The small copy of a picture in the store, a JPEG; made now where none was kept yet.

    Raises FileNotFoundError, or RefusedError for what cannot be drawn.
    """
    try:
        return storage().read(_name(digest))
    except FileNotFoundError:
        with storage().open(digest) as file:
            made = _run(file.read(), redraw.SMALL_ONLY)
        keep_small(digest, made)
        return made


def keep_small(digest: str, made: bytes) -> None:
    storage().write(_name(digest), made)


def forget_small(digest: str) -> None:
    storage().erase(_name(digest))


def _name(digest: str) -> str:
    return f"{THUMBNAILS}/{digest[:2]}/{digest}.jpg"
