"""The figures as a table for people, as JSON for the next run, and two runs side by side."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.measure import Cost
from tests.bench.sends import SendCost

HEAD_OF_SENDS = ("change", "CPU ms", "least", "p50", "p95", "SQL")
HEAD = (
    *("page", "CPU ms", "least", "p50", "p95"),
    *("p50 of 8", "p95 of 8", "req/s", "SQL", "raw", "gzip"),
)
Report = dict[str, Any]


def table(costs: dict[str, Cost]) -> str:
    return _table(HEAD, costs)


def table_of_sends(costs: dict[str, SendCost]) -> str:
    return _table(HEAD_OF_SENDS, costs)


def _table(head: tuple[str, ...], costs: Mapping[str, Cost | SendCost]) -> str:
    rows = [
        (name, *(f"{value:g}" for value in asdict(cost).values())) for name, cost in costs.items()
    ]
    return _columns([head, *rows])


def write(path: Path, report: Report) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def comparison(before: Report, now: Report) -> str:
    """CPU and statements of pages that both runs know; a factor above 1 is dearer than before."""
    rows = [("page", "CPU ms then", "now", "factor", "SQL then", "now")]
    known = before["pages"] | before.get("sends", {})
    for name, cost in (now["pages"] | now["sends"]).items():
        old = known.get(name)
        if old:
            factor = cost["cpu"] / old["cpu"] if old["cpu"] else 0
            figures = (
                old["cpu"],
                cost["cpu"],
                round(factor, 2),
                old["statements"],
                cost["statements"],
            )
            rows.append((name, *(f"{figure:g}" for figure in figures)))
    return _columns(rows)


def _columns(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
