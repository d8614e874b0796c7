"""One application and one database a run; each test works in a transaction that is rolled back."""

import gc
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Connection, event, text

from lms import create_app
from lms.accounts import passwords
from lms.config import Settings
from lms.db import db
from tests.compiled import STATEMENTS, keep_compiled
from tests.people import People
from tests.postgresql import private_cluster
from tests.prepared import Prepared, begin_run, in_shape
from tests.visitor import Visitor

begin_run()
keep_compiled()
gc.disable()  # until all tests are gathered
gc.set_threshold(20_000, 20, 100)


DATABASE = "WEFT_TESTS_DATABASE"
"""Where workers find the server of their run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", choices=["sqlite", "postgresql"], default="sqlite")
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out what another database cannot change: what asks for none, and other screens",
    )
    parser.addoption(
        "--first-case", action="store_true", help="of a test with many cases only the first"
    )


def pytest_configure(config: pytest.Config) -> None:
    """One PostgreSQL for all workers of a run, which the process that starts them ends."""
    if config.getoption("--db") == "postgresql" and not hasattr(config, "workerinput"):
        server = ExitStack()
        os.environ[DATABASE] = server.enter_context(private_cluster())
        config.add_cleanup(server.close)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of what `-m` has left."""
    first = {_test_of(item): item for item in reversed(items)}

    def is_kept(item: pytest.Item) -> bool:
        is_first = first[_test_of(item)] is item
        if config.getoption("--only-database") and not _can_differ(item, is_first=is_first):
            return False
        return is_first or not config.getoption("--first-case")

    config.hook.pytest_deselected(items=[item for item in items if not is_kept(item)])
    items[:] = filter(is_kept, items)


def _can_differ(item: pytest.Item, *, is_first: bool) -> bool:
    """Whatever database a test has, it has from `database_url`, directly or through others.

    A journey asks it the same from a phone and from a desk, so it is walked there once.
    """
    asks = "database_url" in getattr(item, "fixturenames", ())
    return asks and (is_first or not item.get_closest_marker("journey"))


def _test_of(item: pytest.Item) -> str:
    return item.nodeid.partition("[")[0]


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it again and again took a tenth of a run."""
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def database_url() -> str:
    """Address of the run's database; empty means SQLite in the data directory."""
    return os.environ.get(DATABASE, "")


@pytest.fixture(scope="session")
def pristine(database_url: str) -> Prepared:
    return in_shape(database_url)


@pytest.fixture(scope="session")
def settings(whole_app: Flask) -> Settings:
    found: Settings = whole_app.extensions["settings"]
    return found


@pytest.fixture(scope="session")
def whole_app(tmp_path_factory: pytest.TempPathFactory, pristine: Prepared) -> Iterator[Flask]:
    yield from an_app_like(pristine, tmp_path_factory.mktemp("data"))


def an_app_like(model: Prepared, data: Path) -> Iterator[Flask]:
    """An application for many tests, on a copy of this."""
    passwords.make_cheap()
    settings = Settings(data_dir=data, database_url=model.copied(data), server_timing=True)
    app = create_app(settings, testing=True)
    yield app
    with app.app_context():
        db.hang_up()


@pytest.fixture
def app(whole_app: Flask) -> Iterator[Flask]:
    """The application, its database in a transaction that ends with the test."""
    with rolled_back(whole_app):
        yield whole_app


@contextmanager
def rolled_back(app: Flask) -> Iterator[None]:
    """Undo in the end whatever was written, committed or not."""
    with app.app_context():
        engines = dict(db.engines)
        engine = engines[None]
        connection = engine.connect().execution_options(compiled_cache=STATEMENTS)
        outer = connection.begin()
        if engine.dialect.name == "postgresql":  # a busy machine may pause a test for long
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
        for name in engines:
            db.engines[name] = connection  # type: ignore[assignment]  # requests join this
        db.session.remove()
        db.session.configure(join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            db.session.remove()
            db.engines.update(engines)
            outer.rollback()
            connection.close()


@contextmanager
def undone() -> Iterator[None]:
    """Within `rolled_back`, for tests that share a scene: what one of them changes is undone."""
    savepoint = cast("Connection", db.engines[None]).begin_nested()
    try:
        yield
    finally:
        db.session.rollback()
        savepoint.rollback()
        db.session.expire_all()


@pytest.fixture
def people(app: Flask) -> People:
    return People()


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """A browser nobody is signed in to; it checks every page it gets."""
    return Visitor(app)


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL sent while the test runs, savepoints left out."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append(statement)

    connection = db.engines[None]
    event.listen(connection, "before_cursor_execute", note)
    yield sent
    event.remove(connection, "before_cursor_execute", note)


@pytest.fixture
def repository() -> Path:
    return Path(__file__).resolve().parent.parent
