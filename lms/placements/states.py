"""Which state of a placement may follow which, and whose word it takes. Nothing else may happen.

The agreement moves by itself: the last signature agrees it, the first day begins it.
"""

from typing import Final

from lms.placements.models import Placement

SIGNATURES: Final = "all signatures"
CALENDAR: Final = "the calendar"
COORDINATOR: Final = "coordinator"

TRANSITIONS: Final = {
    ("proposed", "agreed"): {SIGNATURES},
    ("agreed", "active"): {CALENDAR},
    ("proposed", "withdrawn"): {COORDINATOR},
    ("agreed", "withdrawn"): {COORDINATOR},
    ("active", "terminated"): {COORDINATOR},
}


class IllegalPlacementError(Exception):
    """The placement has moved on since the page was opened."""


def may_move(placement: Placement, to: str, role: str) -> bool:
    return role in TRANSITIONS.get((placement.state, to), set())


def move(placement: Placement, to: str, role: str) -> None:
    if not may_move(placement, to, role):
        raise IllegalPlacementError(f"{placement.state} → {to} by {role}")
    placement.state = to
