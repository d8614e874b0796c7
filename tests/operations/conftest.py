"""A database of its own for each test: real servers commit, so they may not share one."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text

from lms import create_app, schema
from lms.config import Settings
from lms.db import db

_numbers = count(1)


@pytest.fixture
def make_database(database_url: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases and gives their addresses; empty means SQLite in the data directory."""
    if not database_url:
        yield lambda: ""
        return
    made: list[str] = []
    engine = create_engine(database_url, isolation_level="AUTOCOMMIT")

    def make() -> str:
        made.append(f"own_{next(_numbers)}")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {made[-1]}"))
        return make_url(database_url).set(database=made[-1]).render_as_string(hide_password=False)

    yield make
    with engine.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def new_database(make_database: Callable[[], str]) -> str:
    return make_database()


@pytest.fixture
def own_app(tmp_path: Path, new_database: str) -> Iterator[Flask]:
    """An application with data of its own, in its newest shape."""
    with an_app(tmp_path / "data", new_database) as app:
        schema.upgrade(db.engine)
        yield app


class an_app:  # noqa: N801  # reads as a sentence: with an_app(…)
    """The application on this data, its context open."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.app = create_app(Settings(data_dir=data, database_url=database_url))
        self.context = self.app.app_context()

    def __enter__(self) -> Flask:
        self.context.push()
        return self.app

    def __exit__(self, *_: object) -> None:
        db.session.remove()
        db.engine.dispose()
        self.context.pop()
