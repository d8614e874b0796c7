"""A comparison as its reader gets it: dots, what they say together, and the reader's own figure."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from lms.benchmarks import queries
from lms.benchmarks.grouping import Like
from lms.benchmarks.models import Indicator
from lms.benchmarks.numbers import amount_of, rounded
from lms.benchmarks.shown import Dot, Field, Released, Summary, is_better, summary
from lms.db import db


class Line(NamedTuple):
    """What a project says now."""

    indicator_id: int
    project_id: int
    hundredths: int
    share: str
    confidence: str
    source: str
    name: str
    country: str
    branch: str
    stage: str
    kind: str

    @property
    def amount(self) -> Decimal:
        return amount_of(self.hundredths)

    @property
    def like(self) -> Like:
        return Like(self.branch, self.stage, self.kind)


class Member(NamedTuple):
    """A project in a group, with what it said then."""

    indicator_id: int
    group_id: int
    project_id: int
    hundredths: int
    branch: str
    stage: str
    kind: str


Lines = dict[int, Line]
"""By the number of the project."""


def fields(indicators: Collection[Indicator], period: str) -> dict[int, tuple[Field, Lines]]:
    """By indicator; two statements for any number of them."""
    numbers = [row.id for row in indicators]
    lines: dict[int, Lines] = defaultdict(dict)
    for line in map(Line._make, db.session.execute(queries.standings(numbers, period))):
        lines[line.indicator_id][line.project_id] = line
    members: dict[int, list[Member]] = defaultdict(list)
    for member in map(Member._make, db.session.execute(queries.members(numbers, period))):
        members[member.indicator_id].append(member)
    return {
        row.id: (
            Field(list(lines[row.id].values()), _released(members[row.id]), row.min_n),
            lines[row.id],
        )
        for row in indicators
    }


def _released(members: Sequence[Member]) -> list[Released]:
    groups: dict[int, list[Member]] = defaultdict(list)
    for member in members:
        groups[member.group_id].append(member)
    return [
        Released(
            Like(rows[0].branch, rows[0].stage, rows[0].kind),
            {row.project_id: rounded(amount_of(row.hundredths)) for row in rows},
        )
        for rows in groups.values()
    ]


class Row(NamedTuple):
    """A dot as it may be drawn. `line` is there only for one with a name, `number` if not mine."""

    amount: Decimal
    line: Line | None
    number: int | None
    mine: bool


class Comparison(NamedTuple):
    """`own` is the newest line of the reader's project, whoever else sees it."""

    others: Sequence[Dot]
    lines: Lines
    summary: Summary | None
    own: Line | None
    ahead: int
    asked: Like

    def rows(self) -> list[Row]:
        """From the smallest on; those with a name are numbered along the way."""
        rows, number = [], 0
        for dot in self.others:
            if dot.named:
                number += 1
                rows.append(Row(dot.amount, self.lines[dot.project_id], number, mine=False))
            else:
                rows.append(Row(dot.amount, None, None, mine=False))
        if self.own is not None:
            rows.append(Row(self.own.amount, self.own, None, mine=True))
        return sorted(rows, key=lambda row: row.amount)


def compared(
    indicator: Indicator, found: tuple[Field, Lines], asked: Like, own: Line | None
) -> Comparison:
    field, lines = found
    dots = field.dots(asked)
    mine = own.project_id if own else None
    others = [dot for dot in dots if dot.project_id != mine]
    ahead = [dot for dot in others if own and is_better(dot.amount, own.amount, indicator.better)]
    return Comparison(others, lines, summary(dots, indicator.min_n), own, len(ahead), asked)
