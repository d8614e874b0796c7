"""Which state of a case paper may follow which, and whose word it takes."""

from typing import Final

from lms.case_studies.models import CasePaper

TRAINEE: Final = "trainee"
GRADER: Final = "grader"

TRANSITIONS: Final = {
    ("draft", "submitted"): TRAINEE,
    ("returned", "submitted"): TRAINEE,
    ("submitted", "returned"): GRADER,
    ("submitted", "graded"): GRADER,
    ("graded", "graded"): GRADER,
}
EDITABLE: Final = frozenset({"draft", "returned"})


def shown_state(paper: CasePaper) -> str:
    """What its author is told: a paper is with its graders until the grade is released.

    Of a paper that was loaded for its author: the grade is there only once it is released.
    """
    return "submitted" if paper.state == "graded" and paper.grade is None else paper.state


class PaperMovedOnError(Exception):
    """The paper was handed in, returned or graded since the page was opened."""


def may_move(paper: CasePaper, to: str, who: str) -> bool:
    return TRANSITIONS.get((paper.state, to)) == who


def move(paper: CasePaper, to: str, who: str) -> None:
    if not may_move(paper, to, who):
        raise PaperMovedOnError(f"{paper.state} → {to} by {who}")
    paper.state = to
