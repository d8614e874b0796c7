"""Say a figure of a project, and check one that others have said."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lms.accounts.models import User
from lms.benchmarks import queries
from lms.benchmarks.actions import ChangedMeanwhileError
from lms.benchmarks.models import BenchmarkValue, Confidence, Indicator
from lms.benchmarks.policy import open_shares
from lms.db import db
from lms.projects.models import Project


class NotOpenError(Exception):
    """Others have seen it with its name, or without; that cannot be made unseen."""


@dataclass(frozen=True)
class Figure:
    hundredths: int
    source: str
    confidence: str
    share: str


@dataclass(frozen=True)
class Place:
    """Where a figure belongs."""

    indicator: Indicator
    period: str
    project: Project


def say(
    key: UUID, place: Place, figure: Figure, *, seen: int, by: User, at: datetime
) -> BenchmarkValue:
    """One more line; `seen` is the number of the line that was changed, 0 for none.

    Sent twice it is one, and what says nothing new is no line. Raises ChangedMeanwhileError for an
    older line, NotOpenError where others have seen it otherwise.
    """
    db.hold(place.indicator.set)
    said = db.session.execute(queries.history(place.project, place.indicator, place.period)).all()
    lines = [line for line, _member in said]
    known = next((line for line in lines if (line.key, line.by_id) == (key, by.id)), None)
    if known is not None:
        return known
    if seen != (lines[0].number if lines else 0):
        raise ChangedMeanwhileError
    if figure.share not in open_shares(lines, released=any(member for _line, member in said)):
        raise NotOpenError
    return _add(key, place, figure, lines[0] if lines else None, by=by, at=at)


def _add(  # the parts of a line
    key: UUID, place: Place, figure: Figure, after: BenchmarkValue | None, *, by: User, at: datetime
) -> BenchmarkValue:
    if after is not None:
        if _is_checked_alike(after, figure):
            figure = replace(figure, confidence=after.confidence)
        if figure == _figure_of(after):
            return after
    row = BenchmarkValue(
        key=key,
        indicator_id=place.indicator.id,
        project_id=place.project.id,
        period=place.period,
        number=after.number + 1 if after else 1,
        by_id=by.id,
        at=at,
        **vars(figure),
    )
    db.session.add(row)
    db.session.flush()
    return row


def _figure_of(line: BenchmarkValue) -> Figure:
    return Figure(line.hundredths, line.source, line.confidence, line.share)


def _is_checked_alike(line: BenchmarkValue, figure: Figure) -> bool:
    """What was checked stays so while amount and source do."""
    same = (line.hundredths, line.source) == (figure.hundredths, figure.source)
    return same and line.confidence == Confidence.CHECKED


def check(
    key: UUID, place: Place, line: BenchmarkValue, *, seen: int, by: User, at: datetime
) -> BenchmarkValue:
    """Raises ChangedMeanwhileError where another line stands behind it by now."""
    figure = replace(_figure_of(line), confidence=Confidence.CHECKED.value)
    return say(key, place, figure, seen=seen, by=by, at=at)
