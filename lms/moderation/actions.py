"""Report a post, and decide about it."""

from datetime import datetime

from sqlalchemy import update

from lms.accounts.models import User
from lms.db import db
from lms.forum import actions as forum
from lms.forum.hearing import Happening, hears_of_posts
from lms.forum.models import Post, Topic
from lms.moderation import deciding, queries
from lms.moderation.models import Outcome, PostDecision, PostReport


def report(post: Post, *, concern: str, words: str, by: User, at: datetime) -> PostReport:
    """Raises TooManyReportsError."""
    db.hold(by)
    new = PostReport(post_id=post.id, by_id=by.id, concern=concern, words=words, at=at)
    lately = queries.count_since(by, at - deciding.WINDOW)
    return deciding.report_once(new, queries.open_report_of(post, by), lately)


def decide(post: Post, *, outcome: Outcome, reason: str, by: User, at: datetime) -> PostDecision:
    """Closes every open report of this post; `post` with its topic and space."""
    decision = PostDecision(
        post_id=post.id, outcome=outcome.value, reason=reason, by_id=by.id, at=at
    )
    of_it = (PostReport.post_id == post.id, PostReport.decision_id.is_(None))
    deciding.keep(decision, update(PostReport).where(*of_it))
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
