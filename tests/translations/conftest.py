from datetime import datetime

import pytest

from lms.forum.models import Post, Topic
from tests.forum.factories import a_post, a_topic, space_of
from tests.people import People


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    """Of Ana's, in the space of her edition."""
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


@pytest.fixture
def post(people: People, topic: Topic, now: datetime) -> Post:
    """The second in it, of the trainer's; in English."""
    return a_post(topic, people.trainer, "Ask each firm in the cluster for a fifth.", at=now)
