from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model


class Note(Model):
    """A note on a page, or on a passage of it; without words it is a passage that was marked.

    `quote` is the passage, with a little of the text `before` and `after` it, so that it is found
    again in a text that changed elsewhere; empty, the note is on the whole page. `kind` and `ref`
    name the page among the content, `course_id` the course in which it was read, `language` the
    version of the text. The id comes from the device or the form: sent twice, it is one note.
    """

    __tablename__ = "note"
    __table_args__ = (
        CheckConstraint("kind IN ('lesson', 'day', 'elective', 'fieldwork')", name="kind"),
        CheckConstraint("length(quote) <= 2000", name="quote_length"),
        CheckConstraint("length(before) <= 64 AND length(after) <= 64", name="context_length"),
        CheckConstraint("length(body) <= 4000", name="body_length"),
        CheckConstraint("length(quote) + length(body) > 0", name="says_something"),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_note_owner_id_ref", "owner_id", "ref"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    owner: Mapped[User] = relationship()
    course_id: Mapped[str]
    kind: Mapped[str]
    ref: Mapped[str]
    language: Mapped[str]
    quote: Mapped[str] = mapped_column(default="")
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    @property
    def key(self) -> tuple[str, str]:
        """Which page it is on."""
        return self.kind, self.ref
