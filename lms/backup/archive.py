"""The file itself: a tar of regular files and a manifest that names each with its SHA-256."""

import json
import os
import tarfile
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from lms.backup.copies import BackupError, Counts

FORMAT = 1
MANIFEST = "manifest.json"
BLOCK = 1 << 20


@dataclass
class Manifest:
    made_at: str
    schema_version: str
    engine: str
    rows: Counts
    with_secrets: bool
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def write(target: Path, manifest: Manifest, sources: dict[str, Path]) -> None:
    """Put these files into a tar, whatever happens to them meanwhile, and fill in their digests."""
    with target.open("xb") as raw:
        os.fchmod(raw.fileno(), 0o600)
        with tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
            for name, path in sources.items():
                with path.open("rb") as file:
                    manifest.files[name] = _add(tar, name, file, os.fstat(file.fileno()).st_size)
            text = json.dumps(asdict(manifest), indent=1).encode()
            _add(tar, MANIFEST, BytesIO(text), len(text))
        raw.flush()
        os.fsync(raw.fileno())


def unpack(source: Path, folder: Path) -> Manifest:
    """Write every file below an empty folder; raise BackupError at anything that does not fit."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            manifest = _manifest(tar)
            found = [member for member in tar.getmembers() if member.name != MANIFEST]
            if sorted(member.name for member in found) != sorted(manifest.files):
                raise BackupError("The backup does not hold exactly the files it names.")
            for member in found:
                _extract(tar, member, folder, manifest.files[member.name])
    except (tarfile.TarError, OSError, ValueError, TypeError, KeyError) as error:
        raise BackupError(f"{source} cannot be read as a backup: {error}.") from error
    return manifest


def _add(tar: tarfile.TarFile, name: str, file: IO[bytes], size: int) -> str:
    """The digest of what was put in: exactly `size` bytes, as many as the file had at first."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    reader = _Digesting(file, size)
    tar.addfile(member, reader)  # type: ignore[arg-type]  # it only reads
    return reader.digest.hexdigest()


class _Digesting:
    def __init__(self, file: IO[bytes], size: int) -> None:
        self.file, self.left = file, size
        self.digest = sha256()

    def read(self, most: int) -> bytes:
        data = self.file.read(min(most, self.left))
        self.left -= len(data)
        self.digest.update(data)
        return data


def _manifest(tar: tarfile.TarFile) -> Manifest:
    file = tar.extractfile(MANIFEST)
    if file is None:
        raise BackupError("The backup has no manifest.")
    manifest = Manifest(**json.loads(file.read()))
    if manifest.format != FORMAT:
        raise BackupError(f"The backup has format {manifest.format}; this program knows {FORMAT}.")
    return manifest


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, digest: str) -> None:
    parts = PurePosixPath(member.name).parts
    if not member.isreg() or ".." in parts or member.name.startswith("/") or "\0" in member.name:
        raise BackupError(f"The backup holds something that is not a plain file: {member.name!r}.")
    target = folder.joinpath(*parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    found = sha256()
    source = tar.extractfile(member)
    with target.open("xb") as file:
        while source and (block := source.read(BLOCK)):
            found.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    if found.hexdigest() != digest:
        raise BackupError(f"{member.name} in the backup is damaged: its digest is not what it was.")
