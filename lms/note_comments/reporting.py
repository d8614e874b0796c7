"""Report a comment, and decide about it: as with posts of the forum."""

from datetime import datetime

from sqlalchemy import update

from lms.accounts.models import User
from lms.db import db
from lms.moderation.actions import MOST_IN_WINDOW, WINDOW, TooManyReportsError
from lms.moderation.models import Outcome
from lms.note_comments import actions, report_queries
from lms.note_comments.models import CommentDecision, CommentReport, NoteComment


def report(row: NoteComment, *, concern: str, words: str, by: User, at: datetime) -> CommentReport:
    """Reported again before there is a decision, it is still one report. TooManyReportsError."""
    db.hold(by)
    mine = report_queries.open_report_of(row, by)
    known = db.session.scalars(mine).one_or_none()
    if known is None:
        if (db.session.scalar(report_queries.count_since(by, at - WINDOW)) or 0) >= MOST_IN_WINDOW:
            raise TooManyReportsError
        new = CommentReport(comment_id=row.id, by_id=by.id, concern=concern, words=words, at=at)
        known = db.keep_once(new, mine)
    known.concern, known.words = concern, words
    db.session.flush()
    return known


def decide(
    row: NoteComment, *, outcome: Outcome, reason: str, by: User, at: datetime
) -> CommentDecision:
    """Closes every open report of this comment."""
    decision = CommentDecision(
        comment_id=row.id, outcome=outcome.value, reason=reason, by_id=by.id, at=at
    )
    db.session.add(decision)
    db.session.flush()
    db.session.execute(
        update(CommentReport)
        .where(CommentReport.comment_id == row.id, CommentReport.decision_id.is_(None))
        .values(decision_id=decision.id)
    )
    if outcome is Outcome.REMOVED:
        actions.remove(row, reason=reason, by=by, at=at)
    return decision
