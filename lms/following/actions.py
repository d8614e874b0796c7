"""Choose how much to hear; what a person chose, nothing else changes."""

from lms.accounts.models import User
from lms.db import db
from lms.following import queries
from lms.forum.models import Level, Reason, SpaceReader, TopicReader


def choose_for_topic(person: User, topic_id: int, level: Level) -> None:
    known = queries.of_topic(person, topic_id)
    row = db.session.scalars(known).one_or_none()
    if row is None:
        row = db.keep_once(TopicReader(user_id=person.id, topic_id=topic_id), known)
    row.level, row.reason = level.value, Reason.CHOSE.value
    db.session.flush()


def choose_for_space(person: User, space_id: int, level: Level) -> None:
    known = queries.of_space(person, space_id)
    row = db.session.scalars(known).one_or_none()
    if row is None:
        new = SpaceReader(user_id=person.id, space_id=space_id, level=level.value)
        row = db.keep_once(new, known)
    row.level = level.value
    db.session.flush()
