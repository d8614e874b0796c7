from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.forum.models import Post

LONGEST = 300


class Kind(StrEnum):
    USEFUL = "useful"
    TRIED = "tried"
    THANKS = "thanks"
    QUESTION = "question"


class Reaction(Model):
    """One person's word on a post, once of each kind.

    Who tried it says in `words` where, and what came of it.
    """

    __tablename__ = "reaction"
    __table_args__ = (
        UniqueConstraint("post_id", "user_id", "kind"),
        CheckConstraint("kind IN ('useful', 'tried', 'thanks', 'question')", name="kind"),
        CheckConstraint("(kind = 'tried') = (words <> '')", name="words"),
        no_longer_than(LONGEST, "words"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id))
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    user: Mapped[User] = relationship()
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
