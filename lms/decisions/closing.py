"""Decisions that close soon and wait for somebody's voice."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lms.accounts.models import User
from lms.db import db
from lms.decisions import queries
from lms.decisions.clocks import HereAndThere, here_and_there
from lms.decisions.models import Decision
from lms.decisions.voters import anonymous_voters
from lms.forum.models import Topic

SOON, MOST = timedelta(days=7), 10


def closing_for(person: User, at: datetime) -> Sequence[tuple[Topic, HereAndThere]]:
    """The first to close first; one statement. What they have spoken in is not among them."""
    rows = db.session.execute(*queries.closing_for(person, at, at + SOON)).all()
    waiting: dict[int, tuple[Topic, Decision]] = {row[0].id: (row[0], row[1]) for row in rows}
    for topic, _decision, voter in rows:
        if voter in anonymous_voters(topic.id, person.id):
            waiting.pop(topic.id, None)
    return [
        (topic, here_and_there(decision.closes_at, decision.time_zone))
        for topic, decision in list(waiting.values())[:MOST]
    ]
