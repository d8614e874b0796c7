"""What people make of the cases (docs/decisions/010). Cases themselves are content, named by id."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.case_studies.words import CHANGE
from lms.db import Model
from lms.editions.models import Edition, Enrolment
from lms.files.models import StoredFile
from lms.grading.models import LONGEST_COMMENT, Grade

LONGEST_REASON, LONGEST_ADJUSTMENT_REASON = 1000, 300
MOST_ADJUSTMENT = 30
FEWEST_AUTHORS, MOST_AUTHORS = 2, 6


class CaseOpening(Model):
    """A trainer has told a whole edition what happened in a case; since then all may read it."""

    __tablename__ = "case_opening"
    __table_args__ = (UniqueConstraint("edition_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    case_id: Mapped[str]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    opened_by: Mapped[User] = relationship()
    opened_at: Mapped[datetime]


class CaseDecision(Model):
    """What a person chose at a decision point, and why. Made once; it opens what comes after.

    `edition_id` is the class in which it was decided, none for others; `opening_id` is set when
    the class had been told the outcome before.
    """

    __tablename__ = "case_decision"
    __table_args__ = (
        UniqueConstraint("user_id", "case_id", "decision_id"),
        CheckConstraint("length(reasons) <= 4000", name="reasons_length"),
        Index("ix_case_decision_choice", "case_id", "decision_id", "option_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    case_id: Mapped[str]
    decision_id: Mapped[str]
    option_id: Mapped[str]
    reasons: Mapped[str]
    decided_at: Mapped[datetime]
    edition_id: Mapped[int | None] = mapped_column(ForeignKey(Edition.id))
    opening_id: Mapped[int | None] = mapped_column(ForeignKey(CaseOpening.id))


class CasePaper(Model):
    """A paper on one case by a trainee or a group: their decisions, and what they would change.

    `enrolment` is whoever began it, or the first of a group; `authors` are all who answer for it.
    `would_change` is the text in hand; each handing in keeps it as an attempt. `version` counts
    its changes, so that two devices do not overwrite each other.
    """

    __tablename__ = "case_paper"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "case_id"),
        CheckConstraint("state IN ('draft', 'submitted', 'returned', 'graded')", name="state"),
        CheckConstraint(f"length(would_change) <= {CHANGE.characters}", name="would_change_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id))
    enrolment: Mapped[Enrolment] = relationship()
    case_id: Mapped[str]
    state: Mapped[str] = mapped_column(default="draft")
    would_change: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    times_submitted: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    attempts: Mapped[list["CasePaperAttempt"]] = relationship(
        order_by="CasePaperAttempt.number", viewonly=True
    )
    grade: Mapped["CaseGrade | None"] = relationship(viewonly=True)
    authors: Mapped[list["CasePaperAuthor"]] = relationship(order_by="CasePaperAuthor.id")
    files: Mapped[list["CasePaperFile"]] = relationship(
        primaryjoin=lambda: and_(
            CasePaper.id == CasePaperFile.paper_id, CasePaperFile.removed_at.is_(None)
        ),
        order_by="CasePaperFile.id",
        viewonly=True,
    )

    @property
    def names(self) -> str:
        """Its authors, one after the other."""
        return ", ".join(row.enrolment.user.name for row in self.authors)


class CasePaperAuthor(Model):
    """One who answers for a paper, and what is theirs alone.

    `adjustment` are marks of 100 more or less than the paper's, with their reason. From
    `consented_at` on others of the edition may read it, once all its authors agree.
    """

    __tablename__ = "case_paper_author"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "case_id"),
        CheckConstraint(
            f"adjustment BETWEEN -{MOST_ADJUSTMENT} AND {MOST_ADJUSTMENT}", name="adjustment"
        ),
        CheckConstraint(
            "(adjustment = 0) = (adjustment_reason = '')", name="adjustment_has_its_reason"
        ),
        CheckConstraint(
            f"length(adjustment_reason) <= {LONGEST_ADJUSTMENT_REASON}",
            name="adjustment_reason_length",
        ),
        Index("ix_case_paper_author_paper_id", "paper_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey(CasePaper.id, ondelete="CASCADE"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id))
    enrolment: Mapped[Enrolment] = relationship()
    case_id: Mapped[str]
    adjustment: Mapped[int] = mapped_column(default=0)
    adjustment_reason: Mapped[str] = mapped_column(default="")
    adjusted_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    consented_at: Mapped[datetime | None]


class CaseGroupPermission(Model):
    """In this case the trainees of an edition form their groups themselves, of up to `most`."""

    __tablename__ = "case_group_permission"
    __table_args__ = (
        UniqueConstraint("edition_id", "case_id"),
        CheckConstraint(f"most BETWEEN {FEWEST_AUTHORS} AND {MOST_AUTHORS}", name="most"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey(Edition.id))
    case_id: Mapped[str]
    most: Mapped[int]
    given_by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    given_by: Mapped[User] = relationship()
    given_at: Mapped[datetime]


class CasePaperInvitation(Model):
    """An author asks somebody of the edition to write with them. Who accepts becomes an author."""

    __tablename__ = "case_paper_invitation"
    __table_args__ = (
        UniqueConstraint("paper_id", "enrolment_id"),
        Index("ix_case_paper_invitation_enrolment_id", "enrolment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey(CasePaper.id, ondelete="CASCADE"))
    paper: Mapped[CasePaper] = relationship()
    enrolment_id: Mapped[int] = mapped_column(ForeignKey(Enrolment.id))
    enrolment: Mapped[Enrolment] = relationship()
    invited_at: Mapped[datetime]
    declined_at: Mapped[datetime | None]


class CasePaperFile(Model):
    """A file beside the text. `attempt` is the one it was first handed in with, none before."""

    __tablename__ = "case_paper_file"
    __table_args__ = (UniqueConstraint("paper_id", "file_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey(CasePaper.id))
    file_id: Mapped[int] = mapped_column(ForeignKey(StoredFile.id))
    file: Mapped[StoredFile] = relationship()
    attempt: Mapped[int | None]
    removed_at: Mapped[datetime | None]


class CasePaperAttempt(Model):
    """What was handed in, as it was; and the reason for which it came back, if it did."""

    __tablename__ = "case_paper_attempt"
    __table_args__ = (
        UniqueConstraint("paper_id", "number"),
        CheckConstraint(f"length(would_change) <= {CHANGE.characters}", name="would_change_length"),
        CheckConstraint(f"length(reason) <= {LONGEST_REASON}", name="reason_length"),
        CheckConstraint("(returned_at IS NULL) = (returned_by_id IS NULL)", name="returned"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey(CasePaper.id))
    number: Mapped[int]
    would_change: Mapped[str]
    submitted_at: Mapped[datetime]
    returned_at: Mapped[datetime | None]
    returned_by_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    returned_by: Mapped[User | None] = relationship()
    reason: Mapped[str] = mapped_column(default="")


class CaseGrade(Grade, Model):
    """The rubric CASE filled in for a paper, a draft until `released_at`. `points` are of 400."""

    __tablename__ = "case_grade"
    __table_args__ = (
        CheckConstraint("points BETWEEN 0 AND 400", name="points"),
        CheckConstraint(f"length(comment) <= {LONGEST_COMMENT}", name="comment_length"),
        CheckConstraint("released_at >= assessed_at", name="released_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey(CasePaper.id), unique=True)
    points: Mapped[int]
