"""Former texts of a post; those of the first half hour are for whoever leads the space."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, select, true

from lms.db import db
from lms.differences import Change, changes
from lms.forum.models import SILENT, Post, PostRevision

MOST = 50


class Step(NamedTuple):
    """One change: its number is that of the text which it put aside."""

    number: int
    at: datetime


def steps_of(post: Post, *, leads: bool) -> list[Step]:
    """The newest first."""
    query = (
        select(PostRevision.id, PostRevision.replaced_at)
        .where(PostRevision.post_id == post.id, _shown(post, leads=leads))
        .order_by(PostRevision.id.desc())
        .limit(MOST)
    )
    return [Step(*row) for row in db.session.execute(query)]


def change(post: Post, step: Step, *, leads: bool) -> list[Change]:
    """By words, from the text before to the next one that this reader may know of."""
    query: Select[str] = (
        select(PostRevision.body)
        .where(
            PostRevision.post_id == post.id,
            PostRevision.id >= step.number,
            _shown(post, leads=leads),
        )
        .order_by(PostRevision.id)
        .limit(2)
    )
    before, *after = db.session.scalars(query).all()
    return changes(before, after[0] if after else post.body)


def _shown(post: Post, *, leads: bool) -> ColumnElement[bool]:
    """Everybody sees the texts that stood when the first half hour was over, and later ones."""
    return true() if leads else PostRevision.replaced_at > post.created_at + SILENT
