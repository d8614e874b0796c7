from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.decisions.models import Decision
from lms.initiatives.models import Initiative
from lms.programmes.models import Programme
from lms.projects.models import Project

LONGEST = {"title": 140, "place": 300, "cancelled_why": 300}
MOST_MINUTES = 480


class Kind(StrEnum):
    """Who meets, as it stands in addresses; `column` holds which one it is."""

    INITIATIVE = "initiatives"
    PROGRAMME = "programmes"
    PROJECT = "projects"
    POLL = "polls"

    @property
    def column(self) -> str:
        return f"{self.name.lower()}_id"


class Ref(NamedTuple):
    """Which group is meant."""

    kind: Kind
    number: int


_GIVEN = " + ".join(f"CASE WHEN {kind.column} IS NULL THEN 0 ELSE 1 END" for kind in Kind)


class OfOneGroup:
    """Columns that name one initiative, programme, project or time poll, and no second."""

    initiative_id: Mapped[int | None] = mapped_column(ForeignKey(Initiative.id))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey(Programme.id))
    project_id: Mapped[int | None] = mapped_column(ForeignKey(Project.id))
    poll_id: Mapped[int | None] = mapped_column(ForeignKey(Decision.topic_id))

    @property
    def ref(self) -> Ref:
        numbers = {kind: getattr(self, kind.column) for kind in Kind}
        return next(Ref(kind, number) for kind, number in numbers.items() if number is not None)


class MeetingGroup(OfOneGroup, Model):
    """For whom a tally is kept, from their first meeting on."""

    __tablename__ = "meeting_group"
    __table_args__ = (
        CheckConstraint(f"{_GIVEN} = 1", name="one"),
        *(UniqueConstraint(kind.column) for kind in Kind),
    )

    id: Mapped[int] = mapped_column(primary_key=True)


class GroupPoll(OfOneGroup, Model):
    """That a time poll asks a group when it meets, and for how long."""

    __tablename__ = "meeting_group_poll"
    __table_args__ = (
        CheckConstraint(f"{_GIVEN} = 1", name="one"),
        CheckConstraint(f"minutes BETWEEN 1 AND {MOST_MINUTES}", name="minutes"),
    )

    topic_id: Mapped[int] = mapped_column(
        ForeignKey(Decision.topic_id), primary_key=True, autoincrement=False
    )
    minutes: Mapped[int]


class Meeting(Model):
    """Hours in UTC, with the zone of the clock on which they were fixed.

    `key` came with the form, so that a form sent twice is one meeting. Each change of it makes a
    new `version`. One that is cancelled stays, and counts in no tally. `poll_id` is the time poll
    in which its hour was found, if it was.
    """

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why = '')", name="cancelled"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        Index("ix_meeting_group_id_starts_at", "group_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    group_id: Mapped[int] = mapped_column(ForeignKey(MeetingGroup.id))
    group: Mapped[MeetingGroup] = relationship()
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    time_zone: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    poll_id: Mapped[int | None] = mapped_column(ForeignKey(Decision.topic_id), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str] = mapped_column(default="")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    def can_move(self, at: datetime) -> bool:
        return self.cancelled_at is None and at < self.starts_at


class MeetingPerson(Model):
    """Who is asked to come.

    Zone and burden are those of when the hour was fixed: whoever lives elsewhere later has carried
    what they carried.
    """

    __tablename__ = "meeting_person"
    __table_args__ = (
        CheckConstraint("burden BETWEEN 0 AND 3", name="burden"),
        Index("ix_meeting_person_user_id", "user_id"),
    )

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey(Meeting.id), primary_key=True, autoincrement=False
    )
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id), primary_key=True, autoincrement=False)
    user: Mapped[User] = relationship()
    time_zone: Mapped[str]
    burden: Mapped[int]
