"""A topic to put in order, and where it may go."""

from datetime import datetime, timedelta

import pytest

from lms.forum.models import Topic
from lms.spaces.models import Kind, Space
from tests.forum.factories import a_post, a_space, a_topic, space_of
from tests.people import People


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    """A question of Ana's with three answers, in the space of her edition."""
    topic = a_topic(space_of(people.edition, at=now), people.trainee, at=now)
    for number in (2, 3, 4):
        a_post(topic, people.trainer, f"Answer {number}", at=now + timedelta(minutes=number))
    return topic


@pytest.fixture
def staff_room(people: People, now: datetime) -> Space:
    return a_space(Kind.STAFF, name="Staff room", at=now)
