"""Make a backup that is known to be good; restore one where nobody is."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import NamedTuple

from sqlalchemy import Engine, inspect, text

from lms import data_lock, schema
from lms.backup import archive, copies, postgresql
from lms.backup.archive import Manifest
from lms.backup.copies import BackupError
from lms.files.storage import EXPORTS, THUMBNAILS, Storage

DATABASE, FILES = "database", "files/"
SECRETS = ("secret-key", "queue.sqlite3", "outbox")
NEVER = ("weft.sqlite3", "backups", THUMBNAILS, EXPORTS, data_lock.NAME)
"""Thumbnails are made anew when somebody looks at them, exports when somebody asks again."""
Tell = Callable[[str], object]


class Places(NamedTuple):
    """Where files lie besides the database; the store may be the data directory, too."""

    data_dir: Path
    store: Storage


def make(
    target: Path, engine: Engine, places: Places, *, with_secrets: bool, at: datetime, tell: Tell
) -> Manifest:
    """Write the backup beside its place, restore it on trial, and only then give it its name."""
    _refuse_place(target, places.data_dir)
    version = schema.version(engine)
    if version is None:
        raise BackupError("There is no database yet, so there is nothing to back up.")
    manifest = Manifest(at.isoformat(), version, engine.dialect.name, {}, with_secrets)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    try:
        with TemporaryDirectory(dir=target.absolute().parent, prefix=".backup-") as work:
            _write(partial, engine, places, Path(work), manifest, tell)
            tell("Restoring it on trial …")
            _try(partial, engine, Path(work) / "trial", manifest)
        _rename(partial, target)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def restore(source: Path, engine: Engine, places: Places, *, tell: Tell) -> Manifest:
    """Put a backup in place of an empty database, or raise and leave everything as it was."""
    with data_lock.alone(places.data_dir):
        _refuse_people(engine)
        with TemporaryDirectory(dir=places.data_dir, prefix=".restore-") as work:
            tell("Reading and checking the backup …")
            folder = Path(work) / "trial"
            manifest = archive.unpack(source, folder)
            schema.refuse_newer(manifest.schema_version)
            if manifest.engine != engine.dialect.name:
                raise BackupError(
                    f"The backup is of a {manifest.engine} database, and LMS_DATABASE_URL names "
                    f"a {engine.dialect.name} one."
                )
            _of(engine).check(folder / DATABASE, manifest.rows)
            tell(f"Putting {len(manifest.files)} files in place …")
            places.store.take_in(folder / FILES)
            _move_files(folder / FILES, places.data_dir)
            engine.dispose()
            _of(engine).put_in_place(
                folder / DATABASE, engine
            )  # last: from here on there are people
    return manifest


def _of(engine: Engine) -> ModuleType:
    return copies if engine.dialect.name == "sqlite" else postgresql


def _refuse_place(target: Path, data_dir: Path) -> None:
    if target.exists():
        raise BackupError(f"{target} exists already. Choose another name.")
    place = target.absolute().resolve()
    if place.is_relative_to(data_dir.resolve()) and place.parent.name != "backups":
        raise BackupError("Choose a place outside the data directory, best on another machine.")


def _write(
    partial: Path, engine: Engine, places: Places, work: Path, manifest: Manifest, tell: Tell
) -> None:
    tell("Copying the database …")
    copy = work / DATABASE
    manifest.rows = _of(engine).save(engine, copy)
    left_out = (".", *NEVER, *(() if manifest.with_secrets else SECRETS), _file_of(engine))
    sources = {DATABASE: copy, **_files(places.data_dir, left_out=left_out)}
    for name, path in places.store.copies(work / "store").items():
        sources[FILES + name] = path
    tell(f"Writing {len(sources)} files …")
    archive.write(partial, manifest, sources)
    copy.unlink()


def _file_of(engine: Engine) -> str:
    """A SQLite database may have a name of its own; it is not one of the files."""
    return Path(str(engine.url.database)).name if engine.dialect.name == "sqlite" else NEVER[0]


def _files(data_dir: Path, *, left_out: tuple[str, ...]) -> dict[str, Path]:
    """What people brought: everything in the data directory but databases, locks and secrets."""
    return {
        FILES + path.relative_to(data_dir).as_posix(): path
        for path in sorted(data_dir.rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and not path.relative_to(data_dir).parts[0].startswith(left_out)
    }


def _try(partial: Path, engine: Engine, folder: Path, written: Manifest) -> None:
    if archive.unpack(partial, folder) != written:
        raise BackupError("The backup does not read as it was written.")
    _of(engine).check(folder / DATABASE, written.rows)


def _rename(partial: Path, target: Path) -> None:
    partial.replace(target)
    folder = os.open(target.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _refuse_people(engine: Engine) -> None:
    with engine.connect() as connection:
        if inspect(connection).has_table("user"):
            people = connection.execute(text('SELECT count(*) FROM "user"')).scalar_one()
            if people:
                raise BackupError(
                    "The database has people in it, so nothing is restored over it. "
                    "Name an empty one: LMS_DATA_DIR or LMS_DATABASE_URL."
                )


def _move_files(folder: Path, data_dir: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            target = data_dir / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
