"""Take words that should not stand there off the page, or all of a decision with its topic."""

from datetime import datetime

from lms.accounts.models import User
from lms.db import db
from lms.decisions.models import Decision, Stance


def silence(stance: Stance, *, by: User, at: datetime) -> None:
    """Take the words of a reason off the page; the voice counts as before."""
    if stance.removed_at is None:
        stance.removed_at, stance.removed_by_id = at, by.id
        db.session.flush()


def withdraw(decision: Decision, *, at: datetime) -> None:
    """With the first post of its topic, which was removed."""
    decision.withdrawn_at = decision.withdrawn_at or at
    db.session.flush()
