from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from lms.accounts.models import User
from lms.content.rubric import Rubric
from lms.db import Model

LONGEST_COMMENT = 2000


class Grade:
    """Columns of a rubric filled in; each feature says in a table of its own what is graded.

    The rubric is pinned by its content digest. Nothing reaches who is graded before `released_at`.
    """

    rubric_id: Mapped[str]
    rubric_digest: Mapped[str]
    assessor_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    levels: Mapped[dict[str, int]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    assessed_at: Mapped[datetime]
    released_at: Mapped[datetime | None]

    @declared_attr
    @classmethod
    def assessor(cls) -> Mapped[User]:
        return relationship(User)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class PinnedRubric(Model):
    """A rubric as it was when grading by it began; a later change of its file moves no mark."""

    __tablename__ = "pinned_rubric"

    digest: Mapped[str] = mapped_column(primary_key=True)
    rubric_id: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    pinned_at: Mapped[datetime]

    @property
    def rubric(self) -> Rubric:
        return Rubric.model_validate(self.content)
