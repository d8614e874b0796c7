from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from lms.forum.models import Topic
from tests.forum.factories import a_topic, space_of
from tests.inbound.factories import receiving
from tests.people import People


@pytest.fixture
def inbox(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return receiving(app, tmp_path, monkeypatch)


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    """In the space of Ana's edition, begun by her trainer."""
    return a_topic(space_of(people.edition, at=now), people.trainer, at=now)
