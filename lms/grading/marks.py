"""Marks out of levels and weights, as section 6 of the curriculum computes them."""

from collections.abc import Mapping

from lms.content.award import Award
from lms.content.rubric import Criterion, Rubric

MOST = 400


def points(rubric: Rubric, levels: Mapping[str, int]) -> int:
    """Level times weight, summed: 400 when all is exemplary; what is left out counts nothing."""
    return sum(levels.get(row.id, 0) * row.weight for row in rubric.criteria)


def mark(points: int) -> float:
    """Out of 100, in quarters."""
    return points / 4


def reaches(rubric: Rubric, levels: Mapping[str, int], award: Award) -> bool:
    """Critical criteria at the level asked, none below the floor; one left out counts as none."""
    return not below(rubric, levels, award)


def below(rubric: Rubric, levels: Mapping[str, int], award: Award) -> list[tuple[Criterion, int]]:
    """The criteria that are not at the level the award asks of them, with that level."""
    asked = [
        (row, award.critical_level if row.critical else award.floor_level)
        for row in rubric.criteria
    ]
    return [(row, level) for row, level in asked if levels.get(row.id, 0) < level]
