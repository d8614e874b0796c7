"""Case papers for tests, brought to their state by the acts of the people in it."""

from datetime import UTC, datetime
from typing import Any

from lms.accounts.models import User
from lms.case_studies import papers
from lms.case_studies.models import CasePaper, CasePaperFile
from lms.content import library
from lms.db import db
from lms.editions.models import Edition
from lms.files import actions as files
from lms.grading.actions import Marking
from tests.case_studies.factories import finished
from tests.files.factories import PDF, sent
from tests.people import People, enrolment_of

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


def a_file_beside(paper: CasePaper, people: People) -> CasePaperFile:
    """A PDF that was handed in with the paper."""
    received = files.receive(sent(PDF, "our map.pdf"))
    kept = files.keep(received, people.edition, by=people.trainee, at=datetime.now(UTC))
    row = CasePaperFile(paper_id=paper.id, file_id=kept.id, attempt=paper.times_submitted)
    db.session.add(row)
    db.session.commit()
    return row


def graded(paper: CasePaper, *, by: User, at: datetime, comment: str = COMMENT) -> Any:
    marking = Marking(library().rubrics["case"], GOOD, comment)
    return papers.grade(paper, marking, attempt=paper.times_submitted, by=by, at=at)


def _named(by: User | None) -> User:
    assert by is not None, "name who returned or graded it"
    return by


def sheet(version: int = 0, **changes: Any) -> dict[str, Any]:
    """What a browser sends for a rubric filled in."""
    levels = {f"level-{name}": str(level) for name, level in GOOD.items()}
    return levels | {"comment": COMMENT, "version": str(version)} | changes
