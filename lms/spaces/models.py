from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, cast, func, select
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.editions.models import Edition

LONGEST = {"name": 120, "purpose": 400}


class Kind(StrEnum):
    """For whom a space is: everybody, visitors too; members; those of an edition; and so on."""

    PUBLIC = "public"
    THEME = "theme"
    EDITION = "edition"
    PROGRAMME = "programme"
    PROJECT = "project"
    STAFF = "staff"


BY_MEMBERSHIP = (Kind.PROGRAMME, Kind.PROJECT)


class SpaceMember(Model):
    """Who is in a space of a programme or a project; from `leads_since` on they lead it."""

    __tablename__ = "space_member"
    __table_args__ = (Index("ix_space_member_user_id", "user_id"),)

    space_id: Mapped[int] = mapped_column(ForeignKey("space.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True)
    user: Mapped[User] = relationship()
    joined_at: Mapped[datetime]
    leads_since: Mapped[datetime | None]


class MailKind(StrEnum):
    """What a mail begins in a space: a topic of one of these kinds."""

    DISCUSSION = "discussion"
    QUESTION = "question"


class Space(Model):
    """A room of the forum. `slug` is its address and never changes; a closed one is only read.

    `leaders` are the ids of the members who lead it, read with every space: who may do what in a
    topic is then known without another statement.
    """

    __tablename__ = "space"
    __table_args__ = (
        CheckConstraint(
            "kind IN ('public', 'theme', 'edition', 'programme', 'project', 'staff')", name="kind"
        ),
        CheckConstraint("(kind = 'edition') = (edition_id IS NOT NULL)", name="edition"),
        CheckConstraint("mail_kind IN ('discussion', 'question')", name="mail_kind"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    edition_id: Mapped[int | None] = mapped_column(ForeignKey(Edition.id), unique=True)
    mail_kind: Mapped[str] = mapped_column(default=MailKind.DISCUSSION.value)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    leaders: Mapped[str | None] = column_property(
        select(func.aggregate_strings(cast(SpaceMember.user_id, String), ","))
        .where(SpaceMember.space_id == id, SpaceMember.leads_since.is_not(None))  # noqa: A003  # the column above
        .correlate_except(SpaceMember)
        .scalar_subquery()
    )

    def is_led_by(self, person: User | None) -> bool:
        """As one of its members."""
        return person is not None and str(person.id) in (self.leaders or "").split(",")
