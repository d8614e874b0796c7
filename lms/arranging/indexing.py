"""The search learns the new title of posts a little later; who may find them, it knows at once."""

from datetime import datetime
from typing import Any

from lms.db import db
from lms.forum.models import Topic
from lms.forum.searchable import tell_search_of_all
from lms.jobs import actions as jobs

INDEX = "arranging.index"


def later(topic: Topic, *, at: datetime) -> None:
    jobs.enqueue(INDEX, at=at, topic=topic.id)


@jobs.handles(INDEX)
def index(payload: dict[str, Any]) -> None:
    """As the topic stands when the worker comes to it, and while no post of it changes."""
    topic = db.session.get_one(Topic, payload["topic"], with_for_update=True)
    tell_search_of_all(topic)
