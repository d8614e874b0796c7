"""Worlds made once a run and copied: the demo world takes as long as two hundred tests."""

import atexit
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from sqlalchemy import create_engine, make_url, text

from lms import create_app, schema
from lms.accounts import passwords
from lms.config import Settings
from lms.db import db
from lms.demo import load

ROOM, BEGAN = "WEFT_TESTS_ROOM", "WEFT_TESTS_BEGAN"
"""What the workers of a run know from the process that started them."""
_numbers = count(1)


@dataclass(frozen=True)
class Prepared:
    """A data directory and its database, which nobody uses; empty means SQLite in the directory."""

    data: Path
    database: str

    def copied(self, data: Path, *, called: str = "") -> str:
        """The same in another directory; gives the address of its database."""
        shutil.copytree(self.data, data, dirs_exist_ok=True)
        return a_database(self.database, like=self.database, called=called)


def begin_run() -> None:
    """Whoever is first makes a room for all workers, and clears it in the end."""
    if ROOM not in os.environ:
        room = TemporaryDirectory(prefix="weft-run-")
        atexit.register(room.cleanup)
        os.environ |= {ROOM: room.name, BEGAN: datetime.now(UTC).isoformat()}


def began() -> datetime:
    return datetime.fromisoformat(os.environ[BEGAN])


def the_demo_world(database_url: str) -> Prepared:
    """As it was when the run began."""
    return prepared("demo", database_url, lambda: load(began()))


def prepared(name: str, database_url: str, fill: Callable[[], object]) -> Prepared:
    """One in the newest shape, with what `fill` writes into it."""

    def make(data: Path) -> Prepared:
        return _filled(data, in_shape(database_url).copied(data), fill)

    return _once_a_run(name, database_url, make)


def in_shape(database_url: str) -> Prepared:
    """Every table in its newest shape, and nobody in it."""

    def make(data: Path) -> Prepared:
        return _filled(data, a_database(database_url), lambda: schema.upgrade(db.engine))

    return _once_a_run("in shape", database_url, make)


def _once_a_run(name: str, database_url: str, make: Callable[[Path], Prepared]) -> Prepared:
    """The first worker that asks makes it for all."""
    room = Path(os.environ[ROOM])
    kind = "postgresql" if database_url else "sqlite"
    place, database = room / f"{name} on {kind}", room / f"{name} on {kind}.database"
    with (room / f"{name} on {kind}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not place.exists():
            made = make(Path(mkdtemp(dir=room)))
            database.write_text(made.database)
            made.data.rename(place)
    return Prepared(place, database.read_text())


def _filled(data: Path, database: str, fill: Callable[[], object]) -> Prepared:
    app = create_app(Settings(data_dir=data, database_url=database))
    passwords.make_cheap()
    with app.app_context():
        fill()
        db.session.commit()
        db.session.remove()
        db.hang_up()
    return Prepared(data, database)


def a_database(url: str, *, like: str = "", called: str = "") -> str:
    """Address of a new one in the run's own PostgreSQL, which goes with it; none for SQLite."""
    if not url:
        return ""
    name = called or f"own_{os.getpid()}_{next(_numbers)}"
    model = make_url(like).database if like else "template1"
    _tell_postgresql(url, f"CREATE DATABASE {name} TEMPLATE {model} STRATEGY FILE_COPY")
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def drop(url: str) -> None:
    """A database that nobody needs any more; SQLite's goes with its directory."""
    if url:
        _tell_postgresql(url, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


def _tell_postgresql(url: str, statement: str) -> None:
    engine = create_engine(
        make_url(url).set(database="postgres"), isolation_level="AUTOCOMMIT", hide_parameters=True
    )
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
