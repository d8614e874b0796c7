"""Files below posts for tests, and forms of posts that bring some."""

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from lms.accounts.models import User
from lms.attachments import actions
from lms.attachments.models import LARGEST_PICTURE, Attachment
from lms.db import db
from lms.files.actions import examine
from lms.forum.models import Post
from tests.files.factories import PDF, a_photo, sent

SHOWS = "Two dryers behind a house."


def a_file_in_hand(
    by: User, data: bytes = PDF, name: str = "plan.pdf", *, key: UUID, shows: str = "", at: datetime
) -> Attachment:
    received = examine(sent(data, name), picture_most=LARGEST_PICTURE)
    row = actions.keep([actions.Sent(received, shows)], key, by=by, at=at)[-1]
    db.session.commit()
    return row


def a_file_below(
    post: Post, by: User, data: bytes = PDF, name: str = "plan.pdf", *, at: datetime
) -> Attachment:
    row = a_file_in_hand(by, data, name, key=post.key, shows=SHOWS, at=at)
    actions.bind(post, [row.id], by)
    db.session.commit()
    return row


def a_picture_in_hand(by: User, *, key: UUID, at: datetime) -> Attachment:
    return a_file_in_hand(by, a_photo(), "dryers.jpg", key=key, shows=SHOWS, at=at)


def a_picture_below(post: Post, by: User, *, at: datetime) -> Attachment:
    return a_file_below(post, by, a_photo(), "dryers.jpg", at=at)


def a_form(*files: tuple[bytes, str, str], **changed: Any) -> dict[str, Any]:
    """An answer with files, each with its name and what it shows."""
    said: dict[str, Any] = {"key": str(uuid4()), "body": "Look at this.", "language": "en"}
    for number, (data, name, shows) in enumerate(files, 1):
        said[f"file-{number}"] = (BytesIO(data), name)
        said[f"shows-{number}"] = shows
    return said | changed
