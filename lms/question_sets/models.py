"""Sets of questions, and the questions themselves, which never change (docs/decisions/011).

A question is kept under the key of its content: an attempt that names it can be read for ever,
whatever becomes of the set it stood in.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.db import Model
from lms.editions.models import Edition

LONGEST_TITLE = 120
LONGEST_NAME = 255
LONGEST_TEXT = 256 * 1024
MOST_QUESTIONS = 40
"""So many stay within the weight of one page, as the final class test does."""


class KeptQuestion(Model):
    """A question as somebody brought it; a change makes another row."""

    __tablename__ = "kept_question"
    __table_args__ = (
        CheckConstraint("length(key) = 25", name="key_length"),
        CheckConstraint(
            "kind IN ('one', 'many', 'order', 'match', 'number', 'short')", name="kind"
        ),
    )

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class QuestionSet(Model):
    """A quiz of one edition. Trainees see it from `opens_on` until it is withdrawn."""

    __tablename__ = "question_set"
    __table_args__ = (
        UniqueConstraint("edition_id", "title"),
        CheckConstraint("length(title) BETWEEN 1 AND 120", name="title_length"),
        CheckConstraint("pass_percent BETWEEN 1 AND 100", name="pass_percent"),
        CheckConstraint("(opens_on IS NULL) = (published_at IS NULL)", name="published"),
        CheckConstraint("withdrawn_at IS NULL OR published_at IS NOT NULL", name="withdrawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    title: Mapped[str]
    pass_percent: Mapped[int]
    opens_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    questions: Mapped[list["SetQuestion"]] = relationship(
        order_by="SetQuestion.place, SetQuestion.id", passive_deletes=True
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict

    @property
    def ref(self) -> str:
        """What attempts at it keep where others keep the ref of a class day."""
        return f"edition-{self.edition_id}/quiz-{self.id}"

    def state_on(self, day: date) -> str:
        """One of draft, planned, open, withdrawn."""
        if self.opens_on is None:
            return "draft"
        if self.withdrawn_at is not None:
            return "withdrawn"
        return "open" if self.opens_on <= day else "planned"


class SetQuestion(Model):
    """A question at its place in a set, with the name and category its file gave it."""

    __tablename__ = "set_question"
    __table_args__ = (
        UniqueConstraint("set_id", "key"),
        CheckConstraint("length(name) <= 255", name="name_length"),
        CheckConstraint("length(category) <= 255", name="category_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey(QuestionSet.id, ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(ForeignKey(KeptQuestion.key), index=True)
    kept: Mapped[KeptQuestion] = relationship()
    place: Mapped[int]
    name: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")


class QuestionFile(Model):
    """A text that was read on trial: what of it is added is decided on its page. Gone in a day."""

    __tablename__ = "question_file"
    __table_args__ = (
        UniqueConstraint("set_id", "digest"),
        CheckConstraint("length(text) <= 262144", name="text_length"),
        CheckConstraint("length(name) <= 255", name="name_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    set_id: Mapped[int] = mapped_column(ForeignKey(QuestionSet.id, ondelete="CASCADE"))
    digest: Mapped[str]
    text: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    encoding: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
