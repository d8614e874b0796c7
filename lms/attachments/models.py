from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import Model, no_longer_than
from lms.files.models import KeptFile, checks_of_a_file
from lms.files.room import counts_in_room
from lms.forum.models import Post

LARGEST_PICTURE = 150 * 1024  # bytes, once it is drawn anew
LONGEST_SIDE = 1280  # pixels, once a device has made it small
LONGEST_WORDS = 200
PENDING_FOR = timedelta(days=1)
APPEAL = timedelta(days=30)
"""So long after a post is removed its files could still come back with it."""


@counts_in_room
class Attachment(KeptFile, Model):
    """A file of a post; without a post yet, one that came with a form which is still open.

    `key` is that of the form: the same file sent with it twice is one. `shows` says what a
    picture shows to those who do not see it.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        UniqueConstraint("by_id", "key", "digest", "name"),
        *checks_of_a_file(),
        no_longer_than(LONGEST_WORDS, "shows"),
    )

    key: Mapped[UUID]
    post_id: Mapped[int | None] = mapped_column(ForeignKey(Post.id), index=True)
    shows: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
