from datetime import UTC, datetime

from lms.db import db
from lms.phrases.models import Phrase
from tests.people import People

SAID = "Well seen: {what}. Next time, two sources."


def a_phrase(people: People, text: str = SAID) -> Phrase:
    """Of Sofia."""
    row = Phrase(owner_id=people.supervisor.id, text=text, kept_at=datetime.now(UTC))
    db.session.add(row)
    db.session.commit()
    return row
