"""Whom a supervisor is asked about: trainees who have done all else that their edition asks."""

from datetime import date, datetime, timedelta
from typing import Final

from lms.accounts.models import User
from lms.completion.awards import rule_written, standing_under
from lms.completion.requirements import Requirement, requirements_of
from lms.db import db
from lms.placements.models import Placement
from lms.readiness import queries
from lms.readiness.completion import KEY

AGAIN_AFTER: Final = timedelta(days=7)
"""So long after a "not yet" a supervisor is asked again."""


def to_speak_about(supervisor: User, *, on: date, at: datetime) -> list[Placement]:
    """One statement where no edition asks for a word, else two."""
    query = queries.waiting_for_a_word(supervisor, on=on, before=at - AGAIN_AFTER)
    rows = db.session.execute(*query).all()
    if not rows:
        return []
    found = requirements_of([row[0].enrolment for row in rows])
    return [row for row, tree in rows if tree and _only_the_word(row, tree, found)]


def _only_the_word(placement: Placement, tree: str, found: dict[int, list[Requirement]]) -> bool:
    rule = rule_written(tree, placement.enrolment.edition)
    standing = standing_under(rule, found[placement.enrolment_id])
    return {row.key for row in standing.unmet} == {KEY}
