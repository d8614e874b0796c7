"""Sets, indicators and figures. Who may see a figure is not asked here but in `shown`."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, union
from sqlalchemy.orm import contains_eager, joinedload

from lms.accounts.models import User
from lms.benchmarks.models import (
    BenchmarkGroup,
    BenchmarkSet,
    BenchmarkValue,
    GroupMember,
    Indicator,
    Share,
)
from lms.directory import working
from lms.programmes.models import Participation, Role, State
from lms.projects.models import Project


def sets() -> Select[BenchmarkSet]:
    return select(BenchmarkSet)


def a_set(number: int) -> Select[BenchmarkSet]:
    return select(BenchmarkSet).where(BenchmarkSet.id == number)


def set_sent_as(by: User, key: UUID) -> Select[BenchmarkSet]:
    return select(BenchmarkSet).where(BenchmarkSet.by_id == by.id, BenchmarkSet.key == key)


def indicators(sets: Collection[int]) -> Select[Indicator]:
    """Those that take figures, and behind them the ended ones."""
    return (
        select(Indicator)
        .where(Indicator.set_id.in_(sets))
        .order_by(Indicator.ended_at.is_not(None), Indicator.id)
    )


def all_indicators() -> Select[Indicator]:
    """With their set, in its order."""
    return (
        select(Indicator)
        .options(joinedload(Indicator.set))
        .order_by(Indicator.set_id, Indicator.ended_at.is_not(None), Indicator.id)
    )


def indicator(number: int) -> Select[Indicator]:
    return select(Indicator).options(joinedload(Indicator.set)).where(Indicator.id == number)


def indicator_sent_as(of: BenchmarkSet, key: UUID) -> Select[Indicator]:
    return select(Indicator).where(Indicator.set_id == of.id, Indicator.key == key)


def has_figures(indicator: Indicator) -> Select[int]:
    return select(BenchmarkValue.id).where(BenchmarkValue.indicator_id == indicator.id).limit(1)


def _newest(*where: object) -> Select[int]:
    """Ids of the lines that hold."""
    return (
        select(func.max(BenchmarkValue.id))
        .where(*where)  # type: ignore[arg-type]  # conditions, as SQLAlchemy types them
        .group_by(BenchmarkValue.indicator_id, BenchmarkValue.period, BenchmarkValue.project_id)
    )


def standings(
    indicators: Collection[int], period: str
) -> Select[int, int, int, str, str, str, str, str, str, str, *tuple[Any, ...]]:
    """What each project says now, as `comparing.Line` has it: of hundreds, so no objects."""
    where = (BenchmarkValue.indicator_id.in_(indicators), BenchmarkValue.period == period)
    return (
        select(
            BenchmarkValue.indicator_id,
            BenchmarkValue.project_id,
            BenchmarkValue.hundredths,
            BenchmarkValue.share,
            BenchmarkValue.confidence,
            BenchmarkValue.source,
            Project.name,
            Project.country,
            Project.branch,
            Project.status,
            Project.kind,
        )
        .join(BenchmarkValue.project)
        .where(BenchmarkValue.id.in_(_newest(*where)))
    )


def members(indicators: Collection[int], period: str) -> Select[int, int, int, int, str, str, str]:
    """Who was put together, with the figure that each had then, as `comparing.Member` has it."""
    return (
        select(
            GroupMember.indicator_id,
            GroupMember.group_id,
            GroupMember.project_id,
            BenchmarkValue.hundredths,
            BenchmarkGroup.branch,
            BenchmarkGroup.stage,
            BenchmarkGroup.kind,
        )
        .join(GroupMember.group)
        .join(GroupMember.value)
        .where(GroupMember.indicator_id.in_(indicators), GroupMember.period == period)
        .order_by(GroupMember.group_id)
    )


def periods(indicators: Collection[int]) -> Select[str]:
    """Those of which something was ever open to others."""
    of_names = select(BenchmarkValue.period).where(
        BenchmarkValue.indicator_id.in_(indicators), BenchmarkValue.share == Share.NAMED.value
    )
    of_groups = select(BenchmarkGroup.period).where(BenchmarkGroup.indicator_id.in_(indicators))
    found = union(of_names, of_groups).subquery()
    return select(found.c.period)


def of_project(project: Project) -> Select[BenchmarkValue]:
    """What it says now of every indicator and period."""
    where = BenchmarkValue.project_id == project.id
    return select(BenchmarkValue).where(BenchmarkValue.id.in_(_newest(where)))


def history(
    project: Project, indicator: Indicator, period: str
) -> Select[BenchmarkValue, GroupMember | None]:
    """Every line, the newest first, beside the group it is shown in; with who wrote it."""
    return (
        select(BenchmarkValue, GroupMember)
        .outerjoin(GroupMember, GroupMember.value_id == BenchmarkValue.id)
        .options(joinedload(BenchmarkValue.by), joinedload(GroupMember.group))
        .where(
            BenchmarkValue.project_id == project.id,
            BenchmarkValue.indicator_id == indicator.id,
            BenchmarkValue.period == period,
        )
        .order_by(BenchmarkValue.number.desc())
    )


def value_sent_as(by: User, key: UUID) -> Select[BenchmarkValue]:
    return select(BenchmarkValue).where(BenchmarkValue.by_id == by.id, BenchmarkValue.key == key)


def waiting(of: BenchmarkSet) -> Select[BenchmarkValue]:
    """Anonymous figures of projects that stand in no group of that indicator and period yet."""
    stands = select(GroupMember.value_id).where(
        GroupMember.indicator_id == BenchmarkValue.indicator_id,
        GroupMember.period == BenchmarkValue.period,
        GroupMember.project_id == BenchmarkValue.project_id,
    )
    return (
        select(BenchmarkValue)
        .join(BenchmarkValue.indicator)
        .options(joinedload(BenchmarkValue.project), contains_eager(BenchmarkValue.indicator))
        .where(
            Indicator.set_id == of.id,
            BenchmarkValue.id.in_(_newest()),
            BenchmarkValue.share == Share.ANONYMOUS.value,
            ~stands.exists(),
        )
        .order_by(BenchmarkValue.indicator_id, BenchmarkValue.period.desc(), BenchmarkValue.id)
    )


def projects_of(person: User) -> Select[Project]:
    """Those this person works in."""
    return (
        select(Project)
        .where(Project.id.in_(working.projects_of(person)))
        .order_by(Project.name, Project.id)
    )


def directs(person: User, project_id: int) -> Select[int]:
    """The programmes that this person directs and this project takes part in."""
    director = select(Participation.programme_id).where(
        Participation.user_id == person.id,
        Participation.role == Role.DIRECTOR.value,
        Participation.state == State.CONFIRMED.value,
    )
    return select(Participation.programme_id).where(
        Participation.project_id == project_id,
        Participation.state == State.CONFIRMED.value,
        Participation.programme_id.in_(director),
    )
