from datetime import UTC, datetime

from lms.db import db
from lms.messages.actions import Writing, send
from lms.messages.models import Message
from tests.people import People


def a_message(people: People) -> Message:
    """From Carlos to Ana."""
    writing = Writing("a-key", "Bring your maps", "On Monday.")
    now = datetime.now(UTC)
    message = send(people.edition, writing, [people.trainee], by=people.coordinator, at=now)
    db.session.commit()
    return message
