from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from lms.accounts.models import User
from lms.db import Model, no_longer_than

LONGEST_LINE, MOST_LINES = 140, 5


class Part(StrEnum):
    """What can be known of a person here. Whoever may not see the name finds nothing of them."""

    NAME = "name"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PROJECTS = "projects"
    TONGUES = "tongues"
    OFFERS = "offers"
    NEEDS = "needs"


class Seen(StrEnum):
    """Who sees a part; each also lets in all who stand nearer."""

    ME = "me"
    TOGETHER = "together"
    MEMBERS = "members"
    PUBLIC = "public"


UNLESS_SAID = Seen.TOGETHER
ALONE = (Part.ORGANISATION,)
"""Seen by nobody else unless its person says so."""


class Give(StrEnum):
    OFFER = "offer"
    NEED = "need"


def _seen(part: Part) -> CheckConstraint:
    named = ", ".join(f"'{seen.value}'" for seen in Seen)
    return CheckConstraint(f"{part.value}_seen IN ({named})", name=f"{part.value}_seen")


class DirectoryEntry(Model):
    """What somebody chose to show, and to whom. Without a row all is as `UNLESS_SAID` has it.

    `reads` and `writes` are codes of languages between spaces: ` en fr `.
    """

    __tablename__ = "directory_entry"
    __table_args__ = tuple(map(_seen, Part))

    user_id: Mapped[int] = mapped_column(
        ForeignKey(User.id, ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    reads: Mapped[str] = mapped_column(default="")
    writes: Mapped[str] = mapped_column(default="")
    name_seen: Mapped[str]
    country_seen: Mapped[str]
    organisation_seen: Mapped[str]
    projects_seen: Mapped[str]
    tongues_seen: Mapped[str]
    offers_seen: Mapped[str]
    needs_seen: Mapped[str]
    changed_at: Mapped[datetime]


class DirectoryLine(Model):
    """One thing that somebody can show or looks for, in the language in which they wrote it."""

    __tablename__ = "directory_line"
    __table_args__ = (
        CheckConstraint("kind IN ('offer', 'need')", name="kind"),
        no_longer_than(LONGEST_LINE, "text"),
        Index("ix_directory_line_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"))
    kind: Mapped[str]
    text: Mapped[str]
    language: Mapped[str]
