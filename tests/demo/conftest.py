"""The demo world is loaded once for these tests, and what one of them changes is undone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.demo import load
from tests.conftest import an_app_like, rolled_back
from tests.prepared import prepared

LOADED_AT = datetime.now(UTC)


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Flask]:
    world = prepared(tmp_path_factory.mktemp("demo"), database_url, lambda: load(LOADED_AT))
    yield from an_app_like(world, tmp_path_factory.mktemp("data"))


@pytest.fixture
def app(demo_app: Flask) -> Iterator[Flask]:
    with rolled_back(demo_app):
        yield demo_app


def someone(name: str) -> User:
    return db.session.scalars(select(User).where(User.email == f"{name}@demo.example")).one()
