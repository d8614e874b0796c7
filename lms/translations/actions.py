"""Put a post into another language, mend what others wrote, say that it is right, take it away."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from lms.accounts.models import User
from lms.db import db
from lms.forum.models import Post
from lms.translations import queries
from lms.translations.models import EarlierTranslation, Kind, PostTranslation
from lms.translations.searchable import tell_search

_TEXT = ["title", "body", "version", "source", "by_id", "at", "verified_at"]


class MeanwhileError(Exception):
    """Somebody else has written one since the page was opened."""

    def __init__(self, row: PostTranslation) -> None:
        super().__init__()
        self.row = row


@dataclass(frozen=True)
class Wording:
    """`source` is the mark of what was translated, `seen` the version that stood beside it.

    That is of the same kind: of people's words, or of a machine's.
    """

    title: str
    body: str
    source: str
    seen: int = 0
    kind: Kind = Kind.HUMAN


def write(
    post: Post, language: str, wording: Wording, *, by: User, at: datetime
) -> PostTranslation:
    """Add it, or correct what there is; the form sent twice does it once.

    Raises MeanwhileError when the page had not shown what it would replace.
    """
    twin = queries.of(post, language, wording.kind)
    row = db.session.scalars(twin).one_or_none()
    if row is None:
        new = _new(post, language, wording, by=by, at=at)
        row = db.keep_once(new, twin)
        if row is new:
            tell_search(post, language)
            return row
    return _correct(row, post, wording, by=by, at=at)


def _new(post: Post, language: str, wording: Wording, *, by: User, at: datetime) -> PostTranslation:
    row = PostTranslation(
        post_id=post.id,
        language=language,
        kind=wording.kind.value,
        source=wording.source,
        title=wording.title,
        author_id=by.id,
        by=by,
        at=at,
        verified_by=None,
    )
    row.write(wording.body)
    return row


def _correct(
    row: PostTranslation, post: Post, wording: Wording, *, by: User, at: datetime
) -> PostTranslation:
    _hold(row)
    if (row.title, row.body) == (wording.title, wording.body):
        if row.source != wording.source:  # who verified it has not read what the post says now
            row.source, row.verified_by, row.verified_at = wording.source, None, None
        db.session.flush()
        return row
    if row.version != wording.seen:
        raise MeanwhileError(row)
    _keep_earlier(row)
    row.write(wording.body)
    row.title, row.source, row.version = wording.title, wording.source, row.version + 1
    row.by, row.at, row.verified_by, row.verified_at = by, at, None, None
    db.session.flush()
    tell_search(post, row.language)
    return row


def _keep_earlier(row: PostTranslation) -> None:
    db.session.add(
        EarlierTranslation(
            translation_id=row.id,
            version=row.version,
            title=row.title,
            body=row.body,
            by_id=row.by_id,
            at=row.at,
        )
    )


def verify(row: PostTranslation, *, seen: int, by: User, at: datetime) -> None:
    """Raises MeanwhileError when it says something else than what was read."""
    _hold(row)
    if row.version != seen:
        raise MeanwhileError(row)
    if row.verified_at is None:
        row.verified_by, row.verified_at = by, at
        db.session.flush()


def remove(row: PostTranslation, post: Post) -> None:
    """With all that it said before; the post stays as it is."""
    db.session.execute(
        delete(EarlierTranslation).where(EarlierTranslation.translation_id == row.id)
    )
    db.session.execute(delete(PostTranslation).where(PostTranslation.id == row.id))
    tell_search(post, row.language)


def _hold(row: PostTranslation) -> None:
    db.session.refresh(row, _TEXT, with_for_update=True)
