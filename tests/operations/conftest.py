"""A database of its own for each test: real servers commit, so they may not share one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from lms import create_app
from lms.config import Settings
from lms.db import db
from tests.prepared import Prepared, a_database, drop


@pytest.fixture
def make_database(database_url: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases and gives their addresses; empty means SQLite in the data directory."""
    made: list[str] = []

    def make() -> str:
        made.append(a_database(database_url))
        return made[-1]

    yield make
    for database in made:
        drop(database)


@pytest.fixture
def new_database(make_database: Callable[[], str]) -> str:
    return make_database()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def own_database(data: Path, pristine: Prepared) -> Iterator[str]:
    """In its newest shape, nobody in it; empty means SQLite, there in `data`."""
    database = pristine.copied(data)
    yield database
    drop(database)


@pytest.fixture
def own_app(data: Path, own_database: str) -> Iterator[Flask]:
    """An application with data of its own, in its newest shape."""
    with an_app(data, own_database) as app:
        yield app


class an_app:  # noqa: N801  # reads as a sentence: with an_app(…)
    """The application on this data, its context open."""

    def __init__(self, data: Path, database_url: str, *, storage_url: str = "") -> None:
        settings = Settings(data_dir=data, database_url=database_url, storage_url=storage_url)
        self.app = create_app(settings)
        self.context = self.app.app_context()

    def __enter__(self) -> Flask:
        self.context.push()
        return self.app

    def __exit__(self, *_: object) -> None:
        db.session.remove()
        db.hang_up()
        self.context.pop()
