"""The demo world is loaded once for these tests; none of them changes it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.demo import load
from tests.conftest import rolled_back

LOADED_AT = datetime.now(UTC)


@pytest.fixture(scope="module")
def app(whole_app: Flask) -> Iterator[Flask]:
    with rolled_back(whole_app):
        load(LOADED_AT)
        db.session.commit()
        yield whole_app


def someone(name: str) -> User:
    return db.session.scalars(select(User).where(User.email == f"{name}@demo.example")).one()
