"""Who finds a case paper to grade, and who does not."""

from datetime import datetime

import pytest
from sqlalchemy import select

from lms.case_studies import papers
from lms.case_studies.models import CaseGrade, CasePaper
from lms.db import db
from lms.editions.models import Role
from tests.case_studies.papers import CASE, CHANGE, GOOD, a_paper, sheet
from tests.people import People, enrol
from tests.visitor import Visitor


def address(people: People, paper: CasePaper, act: str = "") -> str:
    return f"/editions/{people.edition.id}/case-papers/{paper.id}{act}"


def test_nobody_grades_their_own_paper(visitor: Visitor, people: People, now: datetime) -> None:
    seat = enrol(people.trainer, people.edition, Role.TRAINEE)
    paper = papers.hand_in(seat, CASE, CHANGE, seen=0, at=now)
    db.session.commit()

    visitor.signed_in(people.trainer).get(address(people, paper), status=404)
    visitor.post(address(people, paper, "/attempts/1/grade"), sheet(), status=404)
    visitor.get(f"/editions/{people.edition.id}/case-papers")
    assert "No case paper waits" in visitor.text()


ACTS = ["", "/attempts/1/grade", "/attempts/1/return", "/release", "/withdrawal"]


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("trainee", 403),
        ("classmate", 403),
        ("supervisor", 403),
        ("coordinator", 403),
        ("administrator", 403),
        ("outsider", 404),
        ("other_coordinator", 404),
        ("stranger", 404),
    ],
)
@pytest.mark.parametrize("act", ACTS)
def test_only_trainers_and_assessors_of_the_edition_grade(
    visitor: Visitor, people: People, who: str, status: int, act: str
) -> None:
    paper = a_paper(people.trainee, people.edition, state="graded", by=people.trainer)
    visitor.signed_in(getattr(people, who))

    if act:
        visitor.post(
            address(people, paper, act),
            sheet(1, reason="Again.", **{"level-case": "1"}),
            status=status,
        )
    else:
        visitor.get(address(people, paper), status=status)

    row = db.session.scalars(select(CaseGrade)).one()
    assert (row.version, row.levels, row.released_at) == (1, GOOD, None)


def test_a_paper_is_found_in_its_own_edition_only(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition)
    enrol(people.trainer, people.other_edition, Role.TRAINER)

    visitor.signed_in(people.trainer)
    visitor.get(f"/editions/{people.other_edition.id}/case-papers/{paper.id}", status=404)


def test_a_draft_is_its_authors_alone(visitor: Visitor, people: People) -> None:
    paper = a_paper(people.trainee, people.edition, state="draft")

    visitor.signed_in(people.trainer).get(address(people, paper), status=404)
    visitor.get(f"/editions/{people.edition.id}/case-papers")
    assert "Ana Example" not in visitor.text()
