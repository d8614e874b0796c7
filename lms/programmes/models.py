from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.projects.models import Project
from lms.spaces.models import Space

LONGEST = {"name": 120, "aim": 800, "place": 120}
CERTIFICATE_PERCENT = 80
LONGEST_WORDS = {"expects": 600, "reason": 300}
LONGEST_IN_AGENDA = {"title": 140, "aim": 400, "venue": 140, "track": 60}


class Component(StrEnum):
    """The six parts of a week, as the programme of 2001 had them."""

    FRAMEWORK = "framework"
    ENTREPRENEURS = "entrepreneurs"
    SERVICES = "services"
    INSTITUTIONS = "institutions"
    INSTRUMENTS = "instruments"
    EXCHANGE = "exchange"


class Role(StrEnum):
    PARTICIPANT = "participant"
    DIRECTOR = "director"
    TUTOR = "tutor"
    VISIT_LEADER = "visit_leader"
    DOCUMENTALIST = "documentalist"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"


class State(StrEnum):
    """Where somebody's place stands; the last three are ends, and another try begins anew."""

    APPLIED = "applied"
    INVITED = "invited"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


ENDS = (State.DECLINED, State.REFUSED, State.WITHDRAWN)


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    named = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({named})", name=column)


class Programme(Model):
    """One week at one place. A draft until it is opened; its hours are those of `time_zone`.

    `seats` and `seats_per_country` count participants, not those who run it. Who attended
    `certificate_percent` of its hours gets a certificate. `after_id` is the programme it was
    copied from.
    """

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="dates"),
        CheckConstraint("apply_by <= starts_on", name="apply_by"),
        CheckConstraint("seats BETWEEN 1 AND 200", name="seats"),
        CheckConstraint("seats_per_country BETWEEN 1 AND seats", name="seats_per_country"),
        CheckConstraint("certificate_percent BETWEEN 1 AND 100", name="certificate_percent"),
        *(no_longer_than(most, column) for column, most in LONGEST.items()),
        Index("ix_programme_starts_on_id", "starts_on", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    aim: Mapped[str]
    language: Mapped[str]
    place: Mapped[str]
    country: Mapped[str]
    time_zone: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    apply_by: Mapped[date]
    seats: Mapped[int]
    seats_per_country: Mapped[int]
    certificate_percent: Mapped[int] = mapped_column(default=CERTIFICATE_PERCENT)
    space_id: Mapped[int] = mapped_column(ForeignKey(Space.id), unique=True)
    space: Mapped[Space] = relationship()
    after_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Participation(Model):
    """One person's place in a programme, from the first word to the end of it.

    `country` is the person's at that time: seats are counted by it. `applied_at` gives the order
    of the waiting list, `at` is when the state last changed. `attended_at` is when a register
    first said that they were there.
    """

    __tablename__ = "participation"
    __table_args__ = (
        UniqueConstraint("programme_id", "user_id"),
        _one_of("role", Role),
        _one_of("state", State),
        *(no_longer_than(most, column) for column, most in LONGEST_WORDS.items()),
        Index("ix_participation_user_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id))
    programme: Mapped[Programme] = relationship()
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    user: Mapped[User] = relationship()
    role: Mapped[str] = mapped_column(default=Role.PARTICIPANT.value)
    state: Mapped[str]
    country: Mapped[str] = mapped_column(default="")
    project_id: Mapped[int | None] = mapped_column(ForeignKey(Project.id))
    project: Mapped[Project | None] = relationship()
    expects: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    applied_at: Mapped[datetime]
    at: Mapped[datetime]
    attended_at: Mapped[datetime | None]


class Module(Model):
    """One of the six parts of a week: what its slots have in common."""

    __tablename__ = "programme_module"
    __table_args__ = (
        _one_of("component", Component),
        no_longer_than(LONGEST_IN_AGENDA["title"], "title"),
        no_longer_than(LONGEST_IN_AGENDA["aim"], "aim"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id), primary_key=True)
    component: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    aim: Mapped[str] = mapped_column(default="")


class Slot(Model):
    """Hours of the agenda, in UTC. Slots may run side by side, each in its `track`."""

    __tablename__ = "programme_slot"
    __table_args__ = (
        ForeignKeyConstraint(
            ["programme_id", "component"], [Module.programme_id, Module.component]
        ),
        CheckConstraint("ends_at > starts_at", name="times"),
        CheckConstraint("capacity > 0", name="capacity"),
        *(no_longer_than(LONGEST_IN_AGENDA[name], name) for name in ("title", "venue", "track")),
        Index("ix_programme_slot_programme_id_starts_at", "programme_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int]
    component: Mapped[str]
    module: Mapped[Module] = relationship()
    title: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    venue: Mapped[str] = mapped_column(default="")
    track: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey(User.id))
    lead: Mapped[User | None] = relationship()
    cancelled_at: Mapped[datetime | None]
