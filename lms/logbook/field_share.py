"""How much of the time was spent among the firms: the rest is desk, road and talk about it."""

from collections.abc import Mapping
from typing import NamedTuple

from lms.placements.models import Placement

FIELD = "field"


class FieldShare(NamedTuple):
    """In percent, the part begun left out; `least` is what the rules ask: curriculum 2.2."""

    percent: int
    least: int

    @property
    def is_met(self) -> bool:
        return self.percent >= self.least


def field_share(placement: Placement, minutes: Mapping[str, int]) -> FieldShare | None:
    """From minutes by category; None before the first one, and where the rules ask for nothing."""
    least = round(100 * (placement.requirement_set.rules or {}).get("field_share_min", 0))
    total = sum(minutes.values())
    if not (least and total):
        return None
    return FieldShare(100 * minutes.get(FIELD, 0) // total, least)
