"""Worlds made once and copied: to bring a database into shape and fill it takes half a second."""

import atexit
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, make_url, text

from lms import create_app, schema
from lms.accounts import passwords
from lms.config import Settings
from lms.db import db

_numbers = count(1)


@dataclass(frozen=True)
class Prepared:
    """A data directory and its database, which nobody uses; empty means SQLite in the directory."""

    data: Path
    database: str

    def copied(self, data: Path) -> str:
        """The same in another directory; gives the address of its database."""
        shutil.copytree(self.data, data, dirs_exist_ok=True)
        return a_database(self.database, like=self.database.rpartition("/")[2])


def prepared(data: Path, database_url: str, fill: Callable[[], object]) -> Prepared:
    """One in the newest shape, with what `fill` writes into it."""
    return _filled(data, in_shape(database_url).copied(data), fill)


@cache
def in_shape(database_url: str) -> Prepared:
    """Every table in its newest shape, and nobody in it."""
    folder = TemporaryDirectory(prefix="weft-in-shape-")
    atexit.register(folder.cleanup)
    return _filled(Path(folder.name), a_database(database_url), lambda: schema.upgrade(db.engine))


def _filled(data: Path, database: str, fill: Callable[[], object]) -> Prepared:
    app = create_app(Settings(data_dir=data, database_url=database))
    passwords.make_cheap()
    with app.app_context():
        fill()
        db.session.commit()
        db.session.remove()
        db.hang_up()
    return Prepared(data, database)


def a_database(url: str, *, like: str = "template1") -> str:
    """Address of a new one in the run's own PostgreSQL, which goes with it; none for SQLite."""
    if not url:
        return ""
    name = f"own_{next(_numbers)}"
    _tell_postgresql(url, f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")
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
