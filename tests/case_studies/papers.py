"""Case papers for tests, brought to their state by the acts of the people in it."""

from datetime import UTC, datetime
from typing import Any

from lms.accounts.models import User
from lms.case_studies import papers
from lms.case_studies.models import CasePaper
from lms.content import library
from lms.db import db
from lms.learning.models import Edition
from tests.case_studies.factories import finished
from tests.people import enrolment_of

CASE = "bagru"
CHANGE = " ".join(["I would visit the parents before their sons."] * 6)
"""Forty-eight words."""
COMMENT = "You name the missing fact. Next, weigh the other option."
GOOD = {"clarity": 3, "evidence": 3, "participation": 3, "case": 4}


def a_paper(
    trainee: User,
    edition: Edition,
    *,
    state: str = "submitted",
    case_id: str = CASE,
    at: datetime | None = None,
    by: User | None = None,
    released: bool = False,
    comment: str = COMMENT,
    decided: bool = True,
    text: str = CHANGE,
) -> CasePaper:
    at, seat = at or datetime.now(UTC), enrolment_of(trainee, edition)
    if decided:
        finished(trainee, case_id, edition=edition)
    if state == "draft":
        paper = papers.write(seat, case_id, text, seen=0)
    else:
        paper = papers.hand_in(seat, case_id, text, seen=0, at=at)
    if state == "returned":
        papers.return_paper(paper, attempt=1, reason="Say what is missing.", by=_named(by), at=at)
    if state == "graded":
        grade = graded(paper, by=_named(by), comment=comment, at=at)
        if released:
            papers.release(paper, edition, seen=grade.version, by=_named(by), at=at)
    db.session.commit()
    return paper


def graded(paper: CasePaper, *, by: User, at: datetime, comment: str = COMMENT) -> Any:
    return papers.grade(
        paper,
        attempt=paper.times_submitted,
        rubric=library().rubrics["case"],
        levels=GOOD,
        comment=comment,
        seen=0,
        by=by,
        at=at,
    )


def _named(by: User | None) -> User:
    assert by is not None, "name who returned or graded it"
    return by


def sheet(version: int = 0, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a rubric filled in."""
    levels = {f"level-{name}": str(level) for name, level in GOOD.items()}
    return levels | {"comment": COMMENT, "version": str(version)} | changes
