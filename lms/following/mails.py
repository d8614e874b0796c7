"""A mail of its own for a new post, to those who want it at once: some minutes later.

Who hears of it, and whether they may, is asked when a letter is written, and a letter is written
when it is sent.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import Row, insert

from lms import clock, mail
from lms.accounts.models import User
from lms.config import Settings
from lms.db import db
from lms.following import queries
from lms.following.stopping import SPACE, address_of, stop_of
from lms.following.vocabulary import REASONS
from lms.forum import levels
from lms.forum import queries as posts
from lms.forum.afterwards import some_minutes_later
from lms.forum.levels import Hears
from lms.forum.models import Level, Post, Reason
from lms.forum.reply_addresses import address_for
from lms.jobs import actions as jobs
from lms.notifications.actions import public
from lms.notifications.models import Reminder

AT_ONCE_FOR = timedelta(days=1)
"""A post that is older when the worker comes to it stands in the mail of the day instead."""
MOST_LETTERS = 6000
LETTER = "forum.letter"


@some_minutes_later
def find_listeners(number: int) -> None:
    """A letter for each; run again, it finds nobody who has not got one."""
    at = clock.now()
    post = _standing(number, at)
    if post is None:
        return
    had = set(db.session.scalars(queries.mails_of(post.id)))
    rows = db.session.execute(queries.listeners(post.id)).all()
    people = [row[0].id for row in rows if row[0].id not in had]
    if people:
        key = f"{queries.MAILED}{post.id}"
        told = [{"user_id": number, "key": key, "sent_at": at} for number in people]
        db.session.execute(insert(Reminder), told)
    jobs.enqueue_all(LETTER, [{"post": post.id, "user": number} for number in people], at=at)


@jobs.handles(LETTER)
def send_letter(payload: dict[str, Any]) -> None:
    """Nothing, if by now the post is gone, the person may not read it, has read it, or chose so."""
    post = _standing(payload["post"], clock.now())
    query = queries.listeners(payload["post"]).where(User.id == payload["user"])
    row = db.session.execute(query).one_or_none()
    if post is not None and row is not None:
        settings: Settings = current_app.extensions["settings"]
        with current_app.test_request_context(base_url=settings.public_url, method="POST"):
            mail.deliver(_letter(post, row))


def _standing(number: int, at: datetime) -> Post | None:
    post = db.session.scalars(posts.to_tell(number)).one_or_none()
    return post if post is not None and at - post.created_at < AT_ONCE_FOR else None


def _letter(post: Post, row: Row[User, str, str, str, bool, bool, bool]) -> dict[str, Any]:
    person, topic = row[0], post.topic
    space = Level(row[3]) if row[3] else None
    hears = _hears(row, space)
    stop = stop_of(person, topic, hears, space)
    leaving, reply_to = address_of(stop), address_for(person, topic.id)
    written = mail.written(
        person.email,
        "following/post",
        language=person.language,
        person=person,
        post=post,
        text=_cut(post.body),
        reason=REASONS[hears.reason] if hears.reason else "",
        answerable=bool(reply_to),
        address=public(f"/p/{post.id}"),
        of_space=stop.what == SPACE,
        leaving=leaving,
    )
    return written | _headers(post, person) | {"reply_to": reply_to, "unsubscribe": leaving}


def _hears(row: Row[User, str, str, str, bool, bool, bool], space: Level | None) -> Hears:
    """Why this post comes to them: what is meant for them says more than the level of its topic."""
    level, reason = Level(row[1] or Level.NORMAL), row[2] or ""
    hears = levels.of_topic(level, reason, space, leads=row[4])
    if row[6]:
        return Hears(hears.level, Reason.MENTIONED)
    return Hears(hears.level, Reason.ANSWERED) if row[5] else hears


def _cut(text: str) -> str:
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()} …"


def _headers(post: Post, person: User) -> dict[str, str]:
    """Letters of one topic form one thread."""
    settings: Settings = current_app.extensions["settings"]
    host = settings.mail_domain or settings.host
    thread = f"<topic.{post.topic_id}.{person.id}@{host}>"
    return {
        "message_id": f"<post.{post.id}.{person.id}@{host}>",
        "in_reply_to": thread,
        "references": thread,
        "auto_submitted": "auto-generated",
        "list_id": f"<topic-{post.topic_id}.{host}>",
    }
