"""Files of the data directory that are there whole or not at all, even if the power fails."""

import os
from pathlib import Path
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import IO


def write_whole(path: Path, content: bytes | IO[bytes]) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".drawn-", delete=False) as file:
        try:
            if isinstance(content, bytes):
                file.write(content)
            else:
                copyfileobj(content, file)
            file.flush()
            os.fsync(file.fileno())
        except OSError:  # a full disk leaves no half file behind
            Path(file.name).unlink()
            raise
    Path(file.name).replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """A new name is kept only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
