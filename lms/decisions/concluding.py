"""Say what came of a decision."""

from datetime import date, datetime

from lms.accounts.models import User
from lms.db import db
from lms.decisions import queries
from lms.decisions.actions import AmendedError, ClosedError, look_again
from lms.decisions.models import Decision, Outcome


class StillOpenError(Exception):
    """The outcome is written when nothing more can be said."""


def conclude(
    decision: Decision, seen: int, text: str, review_on: date | None, *, by: User, at: datetime
) -> Outcome:
    """What was decided. Other words are a new version; the same ones change nothing.

    `seen` is the version that the page showed, 0 for none. Raises AmendedError where there is a
    newer one, ClosedError where the decision was withdrawn.
    """
    look_again(decision)
    if decision.withdrawn_at is not None:
        raise ClosedError
    if decision.is_open(at):
        raise StillOpenError
    before = db.session.scalars(queries.outcomes_of(decision)).first()
    if before and (before.text, before.review_on) == (text, review_on):
        return before
    if seen != (before.no if before else 0):
        raise AmendedError
    row = Outcome(
        decision_id=decision.topic_id,
        no=before.no + 1 if before else 1,
        text=text,
        review_on=review_on,
        by=by,
        at=at,
    )
    db.session.add(row)
    db.session.flush()
    return row
