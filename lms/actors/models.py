from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.projects.models import Project

LONGEST_NAME = 120


class Actor(Model):
    """Whoever counts in a project; `key` is the name without capitals and accents, once a project.

    `consent` is what the actor said to being named, and stands until they say otherwise.
    """

    __tablename__ = "actor"
    __table_args__ = (
        UniqueConstraint("project_id", "key"),
        CheckConstraint(
            "kind IN ('firm', 'association', 'bank', 'institution', 'authority', 'trainer', "
            "'other')",
            name="kind",
        ),
        CheckConstraint("consent IN ('unasked', 'verbal', 'written', 'refused')", name="consent"),
        no_longer_than(LONGEST_NAME, "name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey(Project.id))
    name: Mapped[str]
    key: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other")
    consent: Mapped[str] = mapped_column(default="unasked")
    version: Mapped[int] = mapped_column(default=1)
    added_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    added_at: Mapped[datetime]

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  # SQLAlchemy reads a plain dict
