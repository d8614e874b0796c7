from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from lms.accounts.models import User
from lms.db import Model, no_longer_than
from lms.projects.models import Project

FEWEST = 5
"""No smaller group is ever shown, whatever an indicator asks for."""
LONGEST = {"name": 100, "purpose": 500, "definition": 600}
LONGEST_SOURCE = 300
PLACES = 2
"""Digits behind the comma of a figure, which is kept as a whole number of hundredths."""


class PeriodUnit(StrEnum):
    YEAR = "year"
    HALF_YEAR = "half_year"


class Better(StrEnum):
    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Unit(StrEnum):
    SHARE = "share"
    CHANGE = "change"
    COUNT = "count"
    PEOPLE = "people"
    FIRMS = "firms"
    DAYS = "days"
    HOURS = "hours"
    KILOGRAMS = "kilograms"
    LITRES = "litres"
    US_DOLLARS = "us_dollars"


class Confidence(StrEnum):
    DECLARED = "declared"
    DOCUMENTED = "documented"
    CHECKED = "checked"


class Share(StrEnum):
    """Who sees a figure: all with its name, all without, or its own people alone."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    PRIVATE = "private"


def _one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    named = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({named})", name=column)


def _said_in_few(column: str) -> CheckConstraint:
    """In all languages together, each sign as JSON may write it."""
    most = 3 * (6 * LONGEST[column] + 10)
    return CheckConstraint(f"length(CAST({column} AS VARCHAR)) <= {most}", name=f"{column}_length")


class BenchmarkSet(Model):
    """Indicators that are asked for together. Names are texts by language: `{"en": …}`.

    `version` counts what was written, so that nobody overwrites what they have not read.
    """

    __tablename__ = "benchmark_set"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        _one_of("period_unit", PeriodUnit),
        _said_in_few("name"),
        _said_in_few("purpose"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    purpose: Mapped[dict[str, str]] = mapped_column(JSON)
    period_unit: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class Indicator(Model):
    """One measure. Once it has figures, unit and direction stay; an ended one takes no more."""

    __tablename__ = "benchmark_indicator"
    __table_args__ = (
        UniqueConstraint("set_id", "key"),
        _one_of("unit", Unit),
        _one_of("better", Better),
        CheckConstraint(f"min_n >= {FEWEST}", name="min_n"),
        _said_in_few("name"),
        _said_in_few("definition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    set_id: Mapped[int] = mapped_column(ForeignKey(BenchmarkSet.id))
    set: Mapped[BenchmarkSet] = relationship()
    name: Mapped[dict[str, str]] = mapped_column(JSON)
    definition: Mapped[dict[str, str]] = mapped_column(JSON)
    unit: Mapped[str]
    better: Mapped[str]
    min_n: Mapped[int] = mapped_column(default=FEWEST)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class BenchmarkValue(Model):
    """What was said of one project for an indicator and a period, once; the newest line holds.

    Lines are only added. `number` counts them, so two people who write at once are told apart.
    """

    __tablename__ = "benchmark_value"
    __table_args__ = (
        UniqueConstraint("by_id", "key"),
        UniqueConstraint("indicator_id", "period", "project_id", "number"),
        _one_of("confidence", Confidence),
        _one_of("share", Share),
        no_longer_than(LONGEST_SOURCE, "source"),
        CheckConstraint("length(period) <= 6", name="period_length"),
        Index("ix_benchmark_value_project_id", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[UUID]
    indicator_id: Mapped[int] = mapped_column(ForeignKey(Indicator.id))
    indicator: Mapped[Indicator] = relationship()
    project_id: Mapped[int] = mapped_column(ForeignKey(Project.id))
    project: Mapped[Project] = relationship()
    period: Mapped[str]
    number: Mapped[int]
    hundredths: Mapped[int] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(default="")
    confidence: Mapped[str]
    share: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    by: Mapped[User] = relationship()
    at: Mapped[datetime]

    @property
    def amount(self) -> Decimal:
        return Decimal(self.hundredths).scaleb(-PLACES)


class BenchmarkGroup(Model):
    """Anonymous figures that are shown together or not at all, for ever (docs/decisions/084).

    What its members have in common at that time; empty where they differ.
    """

    __tablename__ = "benchmark_group"
    __table_args__ = (Index("ix_benchmark_group_indicator_id_period", "indicator_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey(Indicator.id))
    period: Mapped[str]
    branch: Mapped[str]
    stage: Mapped[str]
    kind: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    released_at: Mapped[datetime]


class GroupMember(Model):
    """A project stands in one group of an indicator and a period, with the line it had then."""

    __tablename__ = "benchmark_group_member"
    __table_args__ = (Index("ix_benchmark_group_member_group_id", "group_id"),)

    indicator_id: Mapped[int] = mapped_column(ForeignKey(Indicator.id), primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey(Project.id), primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey(BenchmarkGroup.id))
    group: Mapped[BenchmarkGroup] = relationship()
    value_id: Mapped[int] = mapped_column(ForeignKey(BenchmarkValue.id), unique=True)
    value: Mapped[BenchmarkValue] = relationship()
