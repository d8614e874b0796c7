"""How others chose, told only when so many have decided that nobody can be picked out."""

from collections.abc import Collection
from typing import NamedTuple

from lms.case_studies import queries
from lms.content.case_study import CaseStudy
from lms.db import db

FEWEST = 5


class Count(NamedTuple):
    """A row of a chart: how many people took one option."""

    label: str
    value: int
    unit: str = ""
    source: str = ""


def choices_at(case: CaseStudy, decisions: Collection[str]) -> dict[str, list[Count]]:
    """For each of these decisions that enough people have made: one statement, or none."""
    if not decisions:
        return {}
    found = db.session.execute(queries.head_count(case, decisions)).all()
    people = {(row[0], row[1]): row[2] for row in found}
    counted = {
        decision: [
            Count(option.text, people.get((decision, option.id), 0))
            for option in case.decision(decision).options
        ]
        for decision in decisions
    }
    return {name: rows for name, rows in counted.items() if sum(r.value for r in rows) >= FEWEST}
