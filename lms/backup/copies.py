"""A consistent copy of a SQLite database: how it is made, counted, checked and put in place."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

Counts = dict[str, int]


class BackupError(Exception):
    """Why there is no backup, or why nothing was restored, in a sentence."""


def before_upgrade(engine: Engine, data_dir: Path, *, version: str, at: datetime) -> Path:
    """The database as it was before its tables change: `backups/before-upgrade-001-….sqlite3`."""
    folder = data_dir / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"before-upgrade-{version}-{at:%Y%m%dT%H%M%S}.sqlite3"
    save(engine, target)
    return target


def save(engine: Engine, target: Path) -> Counts:
    """Copy while others write; the copy is one moment, whole and without free pages."""
    with closing(sqlite3.connect(str(engine.url.database))) as source:
        source.execute("PRAGMA busy_timeout=10000")
        source.execute("VACUUM INTO ?", (str(target),))
    return counts(target)


def check(file: Path, expected: Counts) -> None:
    """Raise BackupError unless this is a sound database with exactly these rows."""
    try:
        with closing(_read_only(file)) as connection:
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        found = counts(file)
    except sqlite3.DatabaseError as error:
        raise BackupError(f"The copy of the database cannot be read: {error}.") from error
    if verdict != "ok" or broken is not None:
        raise BackupError(f"The copy of the database is damaged: {verdict}.")
    if found != expected:
        raise BackupError("The copy of the database does not have the rows it should have.")


def counts(file: Path) -> Counts:
    with closing(_read_only(file)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # a table's own name
            for (name,) in names
        }


def put_in_place(file: Path, engine: Engine) -> None:
    """The database becomes this file; what a stopped server left beside the old one goes."""
    target = Path(str(engine.url.database))
    target.parent.mkdir(parents=True, exist_ok=True)
    for rest in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    file.replace(target)


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
