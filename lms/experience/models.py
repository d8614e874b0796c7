from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.logbook.models import LogEntry
from lms.programmes.models import Programme
from lms.projects.models import Project
from lms.study_visits.models import Observation

PARTS = ("context", "problem", "action", "result", "cost", "lesson", "transfer")
NEEDED = ("title", "context", "problem", "action", "result", "transfer")
"""Without these nobody elsewhere can judge whether to try it; what it cost may come later."""
LONGEST = {
    "title": 140,
    "context": 800,
    "problem": 800,
    "action": 1500,
    "result": 1200,
    "cost": 600,
    "lesson": 800,
    "transfer": 1200,
}
"""Together two printed pages."""
LONGEST_CHANGE = 800


class Use(StrEnum):
    """How far a project has come with what a note tells."""

    CONSIDERING = "considering"
    TRYING = "trying"
    ADAPTED = "adapted"
    WORKED = "worked"
    DID_NOT_WORK = "did_not_work"


class ExperienceNote(Model):
    """The stable identity of a note across its texts. `key` tells a form sent twice.

    `current` is the text that others read, if any was published. A withdrawn note is there for
    its author alone.
    """

    __tablename__ = "experience_note"
    __table_args__ = (Index("ix_experience_note_author_id", "author_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    author: Mapped[User] = relationship()
    entry_id: Mapped[UUID | None] = mapped_column(ForeignKey(LogEntry.id))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    current_id: Mapped[int | None] = mapped_column(unique=True)
    current: Mapped["NoteText | None"] = relationship(
        primaryjoin="foreign(ExperienceNote.current_id) == NoteText.id", viewonly=True
    )
    of_visit: Mapped["NoteOfVisit | None"] = relationship()

    @property
    def is_read(self) -> bool:
        """Whether others read it, and not its author alone."""
        return self.current_id is not None and self.withdrawn_at is None


class NoteOfVisit(Model):
    """That a note grew out of an observation: what the host of its visit allows holds for it."""

    __tablename__ = "experience_note_of_visit"

    note_id: Mapped[int] = mapped_column(ForeignKey(ExperienceNote.id), primary_key=True)
    observation_id: Mapped[UUID] = mapped_column(ForeignKey(Observation.id), index=True)
    observation: Mapped[Observation] = relationship()


class NoteText(Model):
    """What a note says, once. The newest may be a draft; a published one never changes."""

    __tablename__ = "experience_note_text"
    __table_args__ = (
        UniqueConstraint("note_id", "number"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        CheckConstraint("published_at IS NULL OR consent", name="consent"),
        Index("ix_experience_note_text_published_at_id", "published_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey(ExperienceNote.id))
    note: Mapped[ExperienceNote] = relationship()
    number: Mapped[int]
    title: Mapped[str]
    context: Mapped[str]
    problem: Mapped[str]
    action: Mapped[str]
    result: Mapped[str]
    cost: Mapped[str]
    lesson: Mapped[str]
    transfer: Mapped[str]
    project_id: Mapped[int | None] = mapped_column(ForeignKey(Project.id))
    project: Mapped[Project | None] = relationship()
    programme_id: Mapped[int | None] = mapped_column(ForeignKey(Programme.id))
    programme: Mapped[Programme | None] = relationship()
    step: Mapped[str]
    factor: Mapped[str]
    country: Mapped[str]
    language: Mapped[str]
    public: Mapped[bool]
    consent: Mapped[bool]
    saved_at: Mapped[datetime]
    published_at: Mapped[datetime | None]


class NoteReuse(Model):
    """What a project said of a note, once. The newest line of a project is what holds for it."""

    __tablename__ = "note_reuse"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(use.value) for use in Use)})", name="state"),
        no_longer_than(LONGEST_CHANGE, "what_changed"),
        Index("ix_note_reuse_note_id_project_id", "note_id", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    note_id: Mapped[int] = mapped_column(ForeignKey(ExperienceNote.id))
    project_id: Mapped[int] = mapped_column(ForeignKey(Project.id))
    project: Mapped[Project] = relationship()
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    state: Mapped[str]
    what_changed: Mapped[str]
    since: Mapped[date]
    at: Mapped[datetime]

    @property
    def country(self) -> str:
        """Where it was tried; load the project with the line."""
        return self.project.country
