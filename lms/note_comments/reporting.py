"""Report a comment, and decide about it, as about posts of the forum."""

from datetime import datetime

from sqlalchemy import update

from lms.accounts.models import User
from lms.db import db
from lms.moderation import deciding
from lms.moderation.models import Outcome
from lms.note_comments import actions, report_queries
from lms.note_comments.models import CommentDecision, CommentReport, NoteComment


def report(row: NoteComment, *, concern: str, words: str, by: User, at: datetime) -> CommentReport:
    """Raises TooManyReportsError."""
    db.hold(by)
    new = CommentReport(comment_id=row.id, by_id=by.id, concern=concern, words=words, at=at)
    lately = report_queries.count_since(by, at - deciding.WINDOW)
    return deciding.report_once(new, report_queries.open_report_of(row, by), lately)


def decide(
    row: NoteComment, *, outcome: Outcome, reason: str, by: User, at: datetime
) -> CommentDecision:
    """Closes every open report of this comment."""
    decision = CommentDecision(
        comment_id=row.id, outcome=outcome.value, reason=reason, by_id=by.id, at=at
    )
    of_it = (CommentReport.comment_id == row.id, CommentReport.decision_id.is_(None))
    deciding.keep(decision, update(CommentReport).where(*of_it))
    if outcome is Outcome.REMOVED:
        actions.remove(row, reason=reason, by=by, at=at)
    return decision
