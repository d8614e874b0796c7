"""Whom a supervisor is asked about: trainees who have done all else that their edition asks."""

import json
from datetime import date, datetime, timedelta
from typing import Final

from lms.accounts.models import User
from lms.completion.awards import standing_under
from lms.completion.requirements import Requirement, requirements_of
from lms.completion.rules import Rule
from lms.db import db
from lms.placements.models import Placement
from lms.readiness import queries
from lms.readiness.completion import KEY

AGAIN_AFTER: Final = timedelta(days=7)
"""So long after a "not yet" a supervisor is asked again."""


def to_speak_about(supervisor: User, *, on: date, at: datetime) -> list[Placement]:
    """One statement where no edition asks for a word, else two."""
    query = queries.waiting_for_a_word(supervisor, on=on, before=at - AGAIN_AFTER)
    rows = db.session.execute(query).all()
    if not rows:
        return []
    found = requirements_of([row[0].enrolment for row in rows])
    return [
        placement
        for placement, tree in rows
        if _only_the_word(Rule.read(json.loads(tree)), found[placement.enrolment_id])
    ]


def _only_the_word(rule: Rule, found: list[Requirement]) -> bool:
    unmet = {row.key for row in standing_under(rule, found).unmet}
    return unmet == {KEY}
