"""What people of an edition say to each other about a case."""

from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms import markdown
from lms.accounts.models import User
from lms.db import Model
from lms.editions.models import Edition

LONGEST_POST, LONGEST_REMOVAL = 2000, 300


class CasePost(Model):
    """A contribution to the discussion of a case in an edition, or a reply to one.

    `key` comes with the form, so that a form sent twice is one post. `html` is `body` as rendered
    by `markdown_version`. Of a removed post only the reason is shown.
    """

    __tablename__ = "case_post"
    __table_args__ = (
        UniqueConstraint("author_id", "key"),
        CheckConstraint(f"length(body) <= {LONGEST_POST}", name="body_length"),
        CheckConstraint(f"length(reason) <= {LONGEST_REMOVAL}", name="reason_length"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed"),
        Index("ix_case_post_edition_id_case_id_id", "edition_id", "case_id", "id"),
        Index("ix_case_post_author_id_created_at", "author_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    case_id: Mapped[str]
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship(foreign_keys=author_id)
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("case_post.id"))
    reply_to: Mapped["CasePost | None"] = relationship(remote_side="CasePost.id")
    key: Mapped[UUID]
    language: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    markdown_version: Mapped[str]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    removed_by: Mapped[User | None] = relationship(foreign_keys=removed_by_id)
    reason: Mapped[str] = mapped_column(default="")

    @property
    def shown(self) -> Markup:
        """As it was rendered when it was written; anew when the rules are others today."""
        return markdown.stored(self.html, version=self.markdown_version, text=self.body)
