"""The demo world is loaded once for these tests, and what one of them changes is undone."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from tests.conftest import an_app_like, rolled_back
from tests.prepared import began, the_demo_world

LOADED_AT = began()


@pytest.fixture(scope="session")
def demo_app(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Flask]:
    yield from an_app_like(the_demo_world(database_url), tmp_path_factory.mktemp("data"))


@pytest.fixture
def app(demo_app: Flask) -> Iterator[Flask]:
    with rolled_back(demo_app):
        yield demo_app


def someone(name: str) -> User:
    return db.session.scalars(select(User).where(User.email == f"{name}@demo.example")).one()
