from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.projects.models import Project

LONGEST_NAME, LONGEST_PURPOSE = 120, 200


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


class ActorConsent(Model):
    """One word of an actor on being named: who gave it, for what, who wrote it down and when.

    The last one stands. An empty purpose is what every consent is asked for (`vocabulary.PURPOSE`).
    """

    __tablename__ = "actor_consent"
    __table_args__ = (
        CheckConstraint("consent IN ('unasked', 'verbal', 'written', 'refused')", name="consent"),
        no_longer_than(LONGEST_NAME, "given_by"),
        no_longer_than(LONGEST_PURPOSE, "purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey(Actor.id), index=True)
    consent: Mapped[str]
    given_by: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    noted_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    noted_by: Mapped[User] = relationship()
    noted_at: Mapped[datetime]
