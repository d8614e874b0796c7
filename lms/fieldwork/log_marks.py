"""What the field log brings: each week or month by its rubric, levels 1 to 4 as 25 to 100."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from flask import url_for
from flask_babel import gettext as _

from lms.content import library
from lms.db import db
from lms.editions.marks import Component, Part, provide
from lms.editions.models import Edition, Enrolment
from lms.fieldwork.facts import RUBRIC
from lms.intakes.spans import MONTH
from lms.placements.calendar import asked_of, unit_of
from lms.placements.models import Placement
from lms.stretches import queries as stretch_queries
from lms.stretches.models import Assessment

BEST_LEVEL = 4


@provide(Component.FIELD_LOG)
def log_marks(edition: Edition, enrolments: Sequence[Enrolment]) -> Mapping[int, Sequence[Part]]:
    """Of the placement of each trainee that counts; one statement."""
    del edition
    placements: dict[int, Placement] = {}
    assessed: dict[tuple[int, str], Assessment] = {}
    query = stretch_queries.placements_with(RUBRIC, [row.id for row in enrolments])
    idle: dict[int, list[str]] = {}
    for placement, assessment, without_work in db.session.execute(query):
        placements[placement.enrolment_id] = placement
        idle[placement.id] = (without_work or "").split()
        if assessment is not None:
            assessed[placement.id, assessment.target] = assessment
    called = cache(_title)  # the same for everybody
    return {
        number: [
            part
            for part in _parts(placement, assessed, called)
            if part.mark is not None or part.key not in idle[placement.id]
        ]
        for number, placement in placements.items()
    }


def _title(unit: str, number: int) -> str:
    if unit == MONTH:
        return _("Month %(number)s", number=number)
    return _("Week %(number)s", number=number)


def _parts(
    placement: Placement,
    assessed: Mapping[tuple[int, str], Assessment],
    called: Callable[[str, int], str],
) -> list[Part]:
    unit, found = unit_of(placement), []
    href = url_for("fieldwork.placement", placement_id=placement.id)
    for number in (number for period in asked_of(placement) for number in period.numbers):
        row = assessed.get((placement.id, f"{unit}:{number}"))
        mark = mark_of(row.levels) if row else None
        released = row is not None and row.released_at is not None
        found.append(Part(f"{unit}:{number}", called(unit, number), mark, released, href))
    return found


def mark_of(levels: Mapping[str, int]) -> Decimal:
    """Each level times the weight of its criterion, in percent of the best level."""
    criteria = library().rubrics[RUBRIC].criteria
    return Decimal(sum(levels.get(row.id, 0) * row.weight for row in criteria)) / BEST_LEVEL
