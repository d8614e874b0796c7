"""Which state of a placement may follow which, and whose word it takes. Nothing else may happen.

The agreement moves by itself: the last signature agrees it, the first day begins it. So does the
end: the last day, or all that is asked, brings it to be closed (`lms.signoffs`).
"""

from typing import Final

from lms.placements.models import Placement

SIGNATURES: Final = "all signatures"
CALENDAR: Final = "the calendar"
MINIMA: Final = "all minima are met"
SUPERVISOR: Final = "supervisor"
MODERATOR: Final = "moderator"
NOT_SAMPLED: Final = "not in the sample"
COORDINATOR: Final = "coordinator"

TRANSITIONS: Final = {
    ("proposed", "agreed"): {SIGNATURES},
    ("agreed", "active"): {CALENDAR},
    ("active", "completing"): {CALENDAR, MINIMA},
    ("completing", "active"): {COORDINATOR},  # its last day was moved
    ("completing", "assessed"): {SUPERVISOR},
    ("assessed", "completing"): {MODERATOR},
    ("assessed", "moderated"): {MODERATOR, NOT_SAMPLED},
    ("moderated", "signed_off"): {SIGNATURES},
    **{
        (before, after): {COORDINATOR}
        for before in ("proposed", "agreed", "active", "completing", "assessed", "moderated")
        for after in ("withdrawn", "terminated")
    },
}


class IllegalPlacementError(Exception):
    """The placement has moved on since the page was opened."""


def may_move(placement: Placement, to: str, role: str) -> bool:
    return role in TRANSITIONS.get((placement.state, to), set())


def move(placement: Placement, to: str, role: str) -> None:
    if not may_move(placement, to, role):
        raise IllegalPlacementError(f"{placement.state} → {to} by {role}")
    placement.state = to
