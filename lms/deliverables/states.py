"""Which state of a deliverable may follow which, and whose word it takes."""

from typing import Final

from lms.deliverables.models import Deliverable

TRAINEE: Final = "trainee"
GRADER: Final = "grader"

TRANSITIONS: Final = {
    ("draft", "submitted"): TRAINEE,
    ("returned", "submitted"): TRAINEE,
    ("released", "submitted"): TRAINEE,  # below the level that the certificate asks
    ("submitted", "returned"): GRADER,
    ("submitted", "graded"): GRADER,
    ("graded", "graded"): GRADER,
    ("graded", "released"): GRADER,
    ("released", "graded"): GRADER,
}
EDITABLE: Final = frozenset({"draft", "returned", "released"})
WITH_GRADERS: Final = ("submitted", "graded")


class MovedOnError(Exception):
    """It was handed in, returned or graded since the page was opened."""


def may_move(work: Deliverable, to: str, who: str) -> bool:
    return TRANSITIONS.get((work.state, to)) == who


def move(work: Deliverable, to: str, who: str) -> None:
    if not may_move(work, to, who):
        raise MovedOnError(f"{work.state} → {to} by {who}")
    work.state = to
