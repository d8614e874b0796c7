"""A comparison as its reader gets it: dots, what they say together, and the reader's own figure."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import NamedTuple

from lms.benchmarks import queries
from lms.benchmarks.grouping import Like
from lms.benchmarks.models import BenchmarkValue, GroupMember, Indicator
from lms.benchmarks.numbers import rounded
from lms.benchmarks.releasing import like_of
from lms.benchmarks.shown import Dot, Field, Released, Standing, Summary, is_better, summary
from lms.db import db

Lines = dict[int, BenchmarkValue]
"""What each project says now, by its number."""


def fields(indicators: Collection[Indicator], period: str) -> dict[int, tuple[Field, Lines]]:
    """By indicator; two statements for any number of them."""
    numbers = [row.id for row in indicators]
    lines: dict[int, Lines] = defaultdict(dict)
    for line in db.session.scalars(queries.standings(numbers, period)):
        lines[line.indicator_id][line.project_id] = line
    members: dict[int, list[GroupMember]] = defaultdict(list)
    for member in db.session.scalars(queries.members(numbers, period)):
        members[member.indicator_id].append(member)
    return {
        row.id: (
            Field(_standings(lines[row.id]), _released(members[row.id]), row.min_n),
            lines[row.id],
        )
        for row in indicators
    }


def _standings(lines: Lines) -> list[Standing]:
    return [
        Standing(number, like_of(line.project), line.amount, line.share)
        for number, line in lines.items()
    ]


def _released(members: Sequence[GroupMember]) -> list[Released]:
    groups: dict[int, list[GroupMember]] = defaultdict(list)
    for member in members:
        groups[member.group_id].append(member)
    return [
        Released(
            Like(rows[0].group.branch, rows[0].group.stage, rows[0].group.kind),
            {row.project_id: rounded(row.value.amount) for row in rows},
        )
        for rows in groups.values()
    ]


class Row(NamedTuple):
    """A dot as it may be drawn. `line` is there only for one with a name, `number` if not mine."""

    amount: Decimal
    line: BenchmarkValue | None
    number: int | None
    mine: bool


class Comparison(NamedTuple):
    """`own` is the newest line of the reader's project, whoever else sees it."""

    rows: Sequence[Row]
    summary: Summary | None
    own: BenchmarkValue | None
    ahead: int
    asked: Like


def compared(
    indicator: Indicator, found: tuple[Field, Lines], asked: Like, own: BenchmarkValue | None
) -> Comparison:
    field, lines = found
    dots = field.dots(asked)
    mine = own.project_id if own else None
    others = [dot for dot in dots if dot.project_id != mine]
    ahead = [dot for dot in others if own and is_better(dot.amount, own.amount, indicator.better)]
    rows = _rows(others, lines, own)
    return Comparison(rows, summary(dots, indicator.min_n), own, len(ahead), asked)


def _rows(others: Sequence[Dot], lines: Lines, own: BenchmarkValue | None) -> list[Row]:
    """From the smallest on; those with a name are numbered along the way."""
    rows, number = [], 0
    for dot in others:
        if dot.named:
            number += 1
            rows.append(Row(dot.amount, lines[dot.project_id], number, mine=False))
        else:
            rows.append(Row(dot.amount, None, None, mine=False))
    if own is not None:
        rows.append(Row(own.amount, own, None, mine=True))
    return sorted(rows, key=lambda row: row.amount)
