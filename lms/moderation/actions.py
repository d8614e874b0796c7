"""Report a post, and decide about it."""

from datetime import datetime, timedelta

from sqlalchemy import update

from lms.accounts.models import User
from lms.db import db
from lms.forum import actions as forum
from lms.forum.hearing import Happening, hears_of_posts
from lms.forum.models import Post, Topic
from lms.moderation import queries
from lms.moderation.models import Outcome, PostDecision, PostReport

WINDOW, MOST_IN_WINDOW = timedelta(days=1), 20


class TooManyReportsError(Exception):
    """One person reported more in a day than anybody could look into."""


def report(post: Post, *, concern: str, words: str, by: User, at: datetime) -> PostReport:
    """Reported again before there is a decision, it is still one report, with the newer words."""
    db.hold(by)
    mine = queries.open_report_of(post, by)
    row = db.session.scalars(mine).one_or_none()
    if row is None:
        if (db.session.scalar(queries.count_since(by, at - WINDOW)) or 0) >= MOST_IN_WINDOW:
            raise TooManyReportsError
        new = PostReport(post_id=post.id, by_id=by.id, concern=concern, words=words, at=at)
        row = db.keep_once(new, mine)
    row.concern, row.words = concern, words
    db.session.flush()
    return row


def decide(post: Post, *, outcome: Outcome, reason: str, by: User, at: datetime) -> PostDecision:
    """Closes every open report of this post; `post` with its topic and space."""
    decision = PostDecision(
        post_id=post.id, outcome=outcome.value, reason=reason, by_id=by.id, at=at
    )
    db.session.add(decision)
    db.session.flush()
    db.session.execute(
        update(PostReport)
        .where(PostReport.post_id == post.id, PostReport.decision_id.is_(None))
        .values(decision_id=decision.id)
    )
    if outcome is Outcome.REMOVED:
        forum.remove(post, reason=reason, by=by, at=at)
    return decision


@hears_of_posts
def close_reports(happening: Happening, post: Post, topic: Topic, at: datetime) -> None:
    """Removed by whoever leads the space, without a look at the reports: that decides them."""
    del topic
    if happening is not Happening.REMOVED or post.removed_by_id in {None, post.author_id}:
        return
    if db.session.scalar(queries.is_reported(post)):
        by = db.session.get_one(User, post.removed_by_id)
        decide(post, outcome=Outcome.REMOVED, reason=post.reason, by=by, at=at)
