"""What is handed in from the field (docs/decisions/021). What is asked is content, named by id."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.files.models import StoredFile
from lms.grading.models import LONGEST_COMMENT, Grade, PinnedRubric
from lms.placements.models import Placement

LONGEST_TEXT, LONGEST_REASON = 12_000, 1000
MOST_FILES = 10  # of one version


class Deliverable(Model):
    """One trainee's work on one thing that the course asks for, across its versions.

    `text` is the text in hand; each handing in keeps it as a version. `edits` counts its changes,
    so that two devices do not overwrite each other. The rubric is pinned when grading begins.
    """

    __tablename__ = "deliverable"
    __table_args__ = (
        UniqueConstraint("placement_id", "name"),
        CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'graded', 'released')", name="state"
        ),
        no_longer_than(LONGEST_TEXT, "text"),
        Index("ix_deliverable_state_submitted_at", "state", "submitted_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    placement_id: Mapped[int] = mapped_column(ForeignKey(Placement.id))
    placement: Mapped[Placement] = relationship()
    name: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    text: Mapped[str] = mapped_column(default="")
    edits: Mapped[int] = mapped_column(default=0)
    times_submitted: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    rubric_digest: Mapped[str | None] = mapped_column(ForeignKey(PinnedRubric.digest))
    rubric: Mapped[PinnedRubric | None] = relationship()
    versions: Mapped[list["DeliverableVersion"]] = relationship(
        order_by="DeliverableVersion.number", viewonly=True
    )
    files: Mapped[list["DeliverableFile"]] = relationship(
        order_by="DeliverableFile.id", viewonly=True
    )


class DeliverableVersion(Model):
    """What was handed in, as it was. Triggers refuse to change or delete one."""

    __tablename__ = "deliverable_version"
    __table_args__ = (
        UniqueConstraint("deliverable_id", "number"),
        no_longer_than(LONGEST_TEXT, "text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deliverable_id: Mapped[UUID] = mapped_column(ForeignKey(Deliverable.id))
    number: Mapped[int]
    text: Mapped[str]
    submitted_at: Mapped[datetime]
    returned: Mapped["DeliverableReturn | None"] = relationship(viewonly=True)
    grade: Mapped["DeliverableGrade | None"] = relationship(viewonly=True)


class DeliverableFile(Model):
    """A file in the versions from `first_version` up to the one before `left_version`.

    It is in the next version that will be handed in as long as `left_version` is empty.
    """

    __tablename__ = "deliverable_file"
    __table_args__ = (
        CheckConstraint("left_version > first_version", name="left_version"),
        Index(
            "uq_deliverable_file_in_hand",
            "deliverable_id",
            "file_id",
            unique=True,
            sqlite_where=text("left_version IS NULL"),
            postgresql_where=text("left_version IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deliverable_id: Mapped[UUID] = mapped_column(ForeignKey(Deliverable.id), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey(StoredFile.id))
    file: Mapped[StoredFile] = relationship()
    first_version: Mapped[int]
    left_version: Mapped[int | None]

    def is_in(self, number: int) -> bool:
        left = self.left_version
        return self.first_version <= number and (left is None or number < left)


class DeliverableReturn(Model):
    """A version went back to be improved, and why."""

    __tablename__ = "deliverable_return"
    __table_args__ = (no_longer_than(LONGEST_REASON, "reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(DeliverableVersion.id), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    reason: Mapped[str]
    returned_at: Mapped[datetime]


class DeliverableGrade(Grade, Model):
    """The rubric filled in for a version, a draft until `released_at`. `points` are of 400.

    What the course grades without a rubric is accepted: a comment, no level and no points.
    """

    __tablename__ = "deliverable_grade"
    __table_args__ = (
        CheckConstraint("points BETWEEN 0 AND 400", name="points"),
        CheckConstraint("released_at >= assessed_at", name="released_at"),
        no_longer_than(LONGEST_COMMENT, "comment"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey(DeliverableVersion.id), unique=True)
    points: Mapped[int | None]
