"""What the rules of a course ask of weeks or months together, as they were pinned."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lms.intakes.spans import MONTH, WEEK


class Asked(NamedTuple):
    """What the rules of a placement ask of some of its stretches together."""

    id: str
    numbers: tuple[int, ...]
    minutes: int
    milestone: str
    deliverables: tuple[str, ...] | None  # unknown of what began before they were asked here


Rules = Mapping[str, Any]  # those of a requirement set


def unit_in(rules: Rules | None) -> str:
    return MONTH if any("months" in period for period in _periods(rules)) else WEEK


def asked_in(rules: Rules | None) -> list[Asked]:
    """The periods of a course as its rules keep them."""
    return [
        Asked(
            period.get("id", ""),
            tuple(period.get("months") or period.get("weeks") or ()),
            period.get("minutes", 0),
            period.get("milestone", ""),
            tuple(period["deliverables"]) if "deliverables" in period else None,
        )
        for period in _periods(rules)
    ]


def _periods(rules: Rules | None) -> Sequence[Rules]:
    found: Sequence[Rules] = (rules or {}).get("periods", ())
    return found
