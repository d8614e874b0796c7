"""Marks out of levels and weights, as section 6 of the curriculum computes them."""

from collections.abc import Mapping

from lms.content.rubric import Rubric

MOST = 400


def points(rubric: Rubric, levels: Mapping[str, int]) -> int:
    """Level times weight, summed: 400 when all is exemplary; what is left out counts nothing."""
    return sum(levels.get(row.id, 0) * row.weight for row in rubric.criteria)


def mark(points: int) -> float:
    """Out of 100, in quarters."""
    return points / 4
