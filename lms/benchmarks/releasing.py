"""Show together what waits: from then on a group is seen whole or not at all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lms.accounts.models import User
from lms.benchmarks import queries
from lms.benchmarks.grouping import Like, Peer, Together, grouped
from lms.benchmarks.models import (
    BenchmarkGroup,
    BenchmarkSet,
    BenchmarkValue,
    GroupMember,
    Indicator,
)
from lms.db import db
from lms.projects.models import Project


@dataclass(frozen=True)
class Ready:
    """What waits for one indicator and period, and how it would be put together."""

    indicator: Indicator
    period: str
    lines: Sequence[BenchmarkValue]
    groups: Sequence[Together]


def ready(of: BenchmarkSet) -> list[Ready]:
    pools: dict[tuple[int, str], list[BenchmarkValue]] = defaultdict(list)
    for line in db.session.scalars(queries.waiting(of)):
        pools[line.indicator_id, line.period].append(line)
    return [_ready(lines) for lines in pools.values()]


def _ready(lines: Sequence[BenchmarkValue]) -> Ready:
    first = lines[0]
    pool = [Peer(line.id, like_of(line.project)) for line in lines]
    groups = grouped(pool, first.indicator.min_n)
    return Ready(first.indicator, first.period, lines, groups)


def like_of(project: Project) -> Like:
    return Like(project.branch, project.status, project.kind)


def release(of: BenchmarkSet, *, by: User, at: datetime) -> int:
    """Show together what waits and has enough company; gives the number of figures."""
    db.hold(of)
    shown = 0
    for pool in ready(of):
        lines = {line.id: line for line in pool.lines}
        for group in pool.groups:
            _put_together(group, pool, [lines[peer.number] for peer in group.members], by, at)
            shown += len(group.members)
    db.session.flush()
    return shown


def _put_together(
    group: Together, pool: Ready, lines: Sequence[BenchmarkValue], by: User, at: datetime
) -> None:
    row = BenchmarkGroup(
        indicator_id=pool.indicator.id,
        period=pool.period,
        by_id=by.id,
        released_at=at,
        **group.like._asdict(),
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        GroupMember(
            indicator_id=line.indicator_id,
            period=line.period,
            project_id=line.project_id,
            group_id=row.id,
            value_id=line.id,
        )
        for line in lines
    )
