"""Write in the discussion of a case, mend it, and take out what should not stand there."""

from datetime import datetime, timedelta
from uuid import UUID

from lms import markdown
from lms.accounts.models import User
from lms.case_studies import post_queries
from lms.case_studies.post_models import CasePost
from lms.db import db
from lms.editions.models import Edition

WINDOW, MOST_IN_WINDOW = timedelta(minutes=10), 10


class PostedAlreadyError(Exception):
    """The form was sent before, with another text."""


class TooManyPostsError(Exception):
    """One person wrote so much in so short a time that others would not be heard."""


class PostRemovedError(Exception):
    """It was taken out since the page was opened."""


def post(  # noqa: PLR0913  # a post is kept whole
    edition: Edition,
    case_id: str,
    *,
    body: str,
    key: UUID,
    reply_to: CasePost | None,
    by: User,
    at: datetime,
) -> CasePost:
    """Add to the discussion, once for each form: the same one sent again is the same post.

    Raises PostedAlreadyError when the form comes back with another text, TooManyPostsError when
    this person has written too often lately.
    """
    db.hold(by)
    known = db.session.scalars(post_queries.sent_as(by, key)).one_or_none()
    if known is not None:
        if known.body != body:
            raise PostedAlreadyError
        return known
    if (db.session.scalar(post_queries.count_since(by, at - WINDOW)) or 0) >= MOST_IN_WINDOW:
        raise TooManyPostsError
    row = CasePost(
        edition_id=edition.id,
        case_id=case_id,
        author=by,
        reply_to_id=reply_to.id if reply_to else None,
        key=key,
        language=by.language,
        created_at=at,
        **_text(body),
    )
    return db.keep_once(row, post_queries.sent_as(by, key))


def revise(post: CasePost, body: str, *, at: datetime) -> None:
    """Put another text in the place of the first; the same text changes nothing."""
    _hold(post)
    if post.removed_at is not None:
        raise PostRemovedError
    if post.body != body:
        for column, value in _text(body).items():
            setattr(post, column, value)
        post.edited_at = at
        db.session.flush()


def remove(post: CasePost, *, reason: str, by: User, at: datetime) -> None:
    """Take its words off the page and leave the reason there; the first reason stands."""
    _hold(post)
    if post.removed_at is None:
        post.removed_at, post.removed_by, post.reason = at, by, reason
        db.session.flush()


def _text(body: str) -> dict[str, str]:
    """The columns of a text: as it was typed, and as it was rendered by today's rules."""
    html = str(markdown.from_member(body))
    return {"body": body, "html": html, "markdown_version": markdown.VERSION}


def _hold(post: CasePost) -> None:
    db.session.refresh(post, ["body", "removed_at"], with_for_update=True)
