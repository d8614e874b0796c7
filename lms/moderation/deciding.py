"""What reports and decisions have in common, whatever was written where."""

from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Select, Update

from lms.db import db
from lms.moderation.models import Decided, Reported

R = TypeVar("R", bound=Reported)
WINDOW, MOST_IN_WINDOW = timedelta(days=1), 20


class TooManyReportsError(Exception):
    """One person reported more in a day than anybody could look into."""


def report_once(new: R, mine: Select[R], lately: Select[int]) -> R:
    """Reported again before there is a decision, it is still one report, with the newer words.

    `mine` is that of this person which is still open; `lately` counts theirs within WINDOW.
    """
    row = db.session.scalars(mine).one_or_none()
    if row is None:
        if (db.session.scalar(lately) or 0) >= MOST_IN_WINDOW:
            raise TooManyReportsError
        row = db.keep_once(new, mine)
    row.concern, row.words = new.concern, new.words
    db.session.flush()
    return row


def keep(decision: Decided, reports: Update) -> None:
    """It closes these reports."""
    db.session.add(decision)
    db.session.flush()
    db.session.execute(reports.values(decision_id=decision.id))
