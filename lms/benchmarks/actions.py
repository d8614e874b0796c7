"""Make sets and indicators, and change them."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from lms.accounts.models import User
from lms.benchmarks import queries
from lms.benchmarks.models import BenchmarkSet, Indicator
from lms.db import db


class ChangedMeanwhileError(Exception):
    """Somebody else wrote in the meantime; what they wrote is not lost."""


class HasFiguresError(Exception):
    """What was said in one unit cannot be read in another: that is a new indicator."""


@dataclass(frozen=True)
class Titled:
    """A set in words, by language."""

    name: dict[str, str]
    purpose: dict[str, str]
    period_unit: str


@dataclass(frozen=True)
class Measured:
    """What an indicator measures."""

    name: dict[str, str]
    definition: dict[str, str]
    unit: str
    better: str
    min_n: int


def make_set(key: UUID, titled: Titled, *, by: User, at: datetime) -> BenchmarkSet:
    """Sent twice, it is one."""
    row = BenchmarkSet(key=key, by_id=by.id, created_at=at, **asdict(titled))
    return db.keep_once(row, queries.set_sent_as(by, key))


def change_set(row: BenchmarkSet, titled: Titled, *, seen: int) -> None:
    """Its periods stay as they are; raises ChangedMeanwhileError for an older version."""
    _write(row, {"name": titled.name, "purpose": titled.purpose}, seen)


def add_indicator(to: BenchmarkSet, key: UUID, measured: Measured, *, at: datetime) -> Indicator:
    row = Indicator(key=key, set_id=to.id, created_at=at, **asdict(measured))
    return db.keep_once(row, queries.indicator_sent_as(to, key))


def change_indicator(row: Indicator, measured: Measured, *, seen: int) -> None:
    """Raises HasFiguresError where unit or direction would change under figures."""
    same = (row.unit, row.better) == (measured.unit, measured.better)
    if not same and db.session.scalar(queries.has_figures(row)):
        raise HasFiguresError
    _write(row, asdict(measured), seen)


def _write(row: BenchmarkSet | Indicator, said: dict[str, object], seen: int) -> None:
    db.hold(row)
    db.session.refresh(row, ["version"])
    if row.version != seen:
        raise ChangedMeanwhileError
    for name, value in said.items():
        setattr(row, name, value)
    row.version += 1
    db.session.flush()


def end_indicator(row: Indicator, *, at: datetime) -> None:
    """It takes no more figures; those it has stay."""
    row.ended_at = row.ended_at or at
    db.session.flush()
