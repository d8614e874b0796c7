"""Who uses the data directory: servers and workers together, a restore alone.

The operating system drops a lock when its last holder ends, however it ends.
"""

import fcntl
from pathlib import Path
from typing import IO

NAME = "in-use"


class DataInUseError(Exception):
    """Somebody else holds the data directory."""


def share(data_dir: Path) -> IO[str]:
    """Held as long as this file stays open, by this process and those it forks."""
    return _hold(data_dir, fcntl.LOCK_SH, "A backup is just being restored there")


def alone(data_dir: Path) -> IO[str]:
    return _hold(data_dir, fcntl.LOCK_EX, "A server or worker is running on it; stop it first")


def _hold(data_dir: Path, kind: int, why: str) -> IO[str]:
    data_dir.mkdir(parents=True, exist_ok=True)
    file = (data_dir / NAME).open("a", encoding="utf-8")
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise DataInUseError(f"{data_dir} cannot be used now. {why}.") from None
    return file
