from datetime import datetime
from uuid import UUID

from markupsafe import Markup
from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms import markdown
from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.experience.models import PARTS, ExperienceNote, NoteText
from lms.moderation.models import LONGEST as LONGEST_OF_MODERATION
from lms.moderation.models import (
    Decided,
    Reported,
    checks_of_a_decision,
    checks_of_a_report,
    once_while_open,
)

LONGEST = {"body": 1000, "reason": LONGEST_OF_MODERATION["reason"]}
"""As long as a part of a note; who has more to say begins a topic of the forum."""


class NoteComment(Model):
    """It stands beside `part`, and `number` is the text of the note that its writer had read.

    An answer names the comment it stands below; nobody answers an answer. `key` came with the form,
    so that a form sent twice is one comment. `html` is `body` as rendered by `markdown_version`. Of
    a removed one only who removed it and the reason are shown.
    """

    __tablename__ = "note_comment"
    __table_args__ = (
        ForeignKeyConstraint(["note_id", "number"], [NoteText.note_id, NoteText.number]),
        UniqueConstraint("author_id", "key"),
        CheckConstraint(f"part IN ({', '.join(repr(part) for part in PARTS)})", name="part"),
        CheckConstraint("(removed_at IS NULL) = (removed_by_id IS NULL)", name="removed"),
        CheckConstraint("resolved_at IS NULL OR answers_id IS NULL", name="resolved"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        Index("ix_note_comment_note_id_part", "note_id", "part"),
        Index("ix_note_comment_answers_id", "answers_id"),
        Index("ix_note_comment_author_id_at", "author_id", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    note_id: Mapped[int] = mapped_column(ForeignKey(ExperienceNote.id))
    note: Mapped[ExperienceNote] = relationship()
    number: Mapped[int]
    part: Mapped[str]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("note_comment.id"))
    answered: Mapped["NoteComment | None"] = relationship(remote_side="NoteComment.id")
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship(foreign_keys=author_id)
    language: Mapped[str]
    body: Mapped[str]
    html: Mapped[str]
    markdown_version: Mapped[str]
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    removed_by: Mapped[User | None] = relationship(foreign_keys=removed_by_id)
    reason: Mapped[str] = mapped_column(default="")

    @property
    def shown(self) -> Markup:
        """As it was rendered when it was written; anew when the rules are others today."""
        return markdown.stored(self.html, version=self.markdown_version, text=self.body)

    @property
    def is_taken_back(self) -> bool:
        return self.removed_at is not None and self.removed_by_id == self.author_id

    @property
    def address(self) -> str:
        """The page of the comment, at this answer to it."""
        page = f"/notes/{self.note_id}/comments/{self.answers_id or self.id}"
        return f"{page}#comment-{self.id}" if self.answers_id else page

    def write(self, body: str) -> None:
        self.body, self.html = body, str(markdown.from_member(body))
        self.markdown_version = markdown.VERSION


class CommentDecision(Decided):
    __tablename__ = "note_comment_decision"
    __table_args__ = checks_of_a_decision()

    comment_id: Mapped[int] = mapped_column(ForeignKey(NoteComment.id), index=True)


class CommentReport(Reported):
    __tablename__ = "note_comment_report"
    __table_args__ = (
        *checks_of_a_report(),
        once_while_open("note_comment_report", "comment_id"),
        Index("ix_note_comment_report_by_id_at", "by_id", "at"),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey(NoteComment.id))
    comment: Mapped[NoteComment] = relationship()
    decision_id: Mapped[int | None] = mapped_column(ForeignKey(CommentDecision.id))
