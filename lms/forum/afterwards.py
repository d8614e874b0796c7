"""What follows from a post is the worker's: who sends it waits for none of it.

At once, those whom it names are told on their pages and follow its topic. Some minutes later, when
its author has mended what they saw only when it stood there, the features above are told.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from lms import clock, markdown
from lms.db import db
from lms.forum import naming, queries
from lms.forum.models import Post
from lms.jobs import actions as jobs

AFTER = timedelta(minutes=5)
JOB = "forum.post"

Later = Callable[[int], object]
_later: list[Later] = []


def some_minutes_later(tell: Later) -> Later:
    """Called with the id of a post, and again after it was changed: it must not mind."""
    if tell not in _later:
        _later.append(tell)
    return tell


def see_to(post: Post, *, at: datetime) -> None:
    """In the transaction in which it is written or changed."""
    if markdown.named_in(post.html):
        jobs.enqueue(JOB, at=at, post=post.id, names=True)
    else:
        _tell_later(post.id, at)


@jobs.handles(JOB)
def do(payload: dict[str, Any]) -> None:
    if not payload["names"]:
        for tell in _later:
            tell(payload["post"])
        return
    keep_names(payload["post"])
    _tell_later(payload["post"], clock.now())


def _tell_later(number: int, at: datetime) -> None:
    jobs.enqueue_for(at + AFTER, JOB, at=at, post=number, names=False)


def keep_names(number: int) -> None:
    """Of whoever may read it now; nothing of a post that was removed meanwhile."""
    post = db.session.scalars(queries.to_tell(number)).one_or_none()
    if post is not None:
        naming.keep(naming.meant_in(post.body, post.topic.space, post.author).people, post)
