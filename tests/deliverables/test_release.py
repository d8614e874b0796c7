"""Nothing of a grade reaches anybody but its graders before it is released."""

from collections.abc import Iterator

import pytest
from flask import Flask

from lms.db import db
from lms.deliverables import grading
from lms.placements.models import Placement
from tests.deliverables.factories import MAP, NOTE, a_placement, a_work, address, graded
from tests.people import People, enrolment_of
from tests.visitor import Visitor

GRADED, TAKEN_BACK, RELEASED = "Kingfishers", "Dragonflies", "Hornbills"
WORKS = {GRADED: NOTE, TAKEN_BACK: MAP, RELEASED: "d4-trust-baseline"}
MARKS = {GRADED: (4, "77.5"), TAKEN_BACK: (2, "72.5")}
"""What the grade of each says, and its mark by a level for clarity: they stand nowhere else."""
OTHERS = [
    "trainee",
    "classmate",
    "other_supervisor",
    "trainer",
    "coordinator",
    "other_coordinator",
    "outsider",
    "stranger",
    "administrator",
]
GRADERS = ["supervisor", "assessor"]


def addresses(
    app: Flask, people: People, placement: Placement, number: int, name: str = NOTE
) -> Iterator[str]:
    """Every page there is, with the ids of the scene in it."""
    names = {
        "edition_id": people.edition.id,
        "placement_id": placement.id,
        "project_id": placement.project_id,
        "enrolment_id": enrolment_of(people.trainee, people.edition).id,
        "name": name,
        "work_id": number,
        "course_id": "cluster-broker",
        "number": 1,
        "units": "weeks",
    }
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.arguments <= names.keys():
                found = rule.build({name: names[name] for name in rule.arguments})
                if found:
                    yield found[1]


@pytest.fixture
def placement(people: People) -> Placement:
    for name in (*OTHERS, *GRADERS):
        assert getattr(people, name)
    return a_placement(people)


def pages_with_a_grade(visitor: Visitor, pages: set[str]) -> dict[str, set[str]]:
    """Those of them that say it, by what the grade says."""
    found: dict[str, set[str]] = {canary: set() for canary in WORKS}
    for path in pages:
        said = visitor._send("GET", path).get_data().decode(errors="replace")
        for canary in WORKS:
            if canary in said or (canary in MARKS and MARKS[canary][1] in said):
                found[canary].add(path)
    return found


@pytest.fixture
def works(people: People, placement: Placement) -> dict[str, int]:
    """The numbers of three: one graded, one whose grade was taken back, one whose grade is out."""
    made = {}
    for canary, name in WORKS.items():
        work = a_work(placement, name=name)
        made[canary] = work.id
        out = canary != GRADED
        said = f"{canary} nest in the third bank. Next, count them."
        level, _mark = MARKS.get(canary, (3, ""))
        row = graded(work, by=people.supervisor, comment=said, released=out, clarity=level)
        if canary == TAKEN_BACK:
            grading.take_back(work, by=people.supervisor, at=row.assessed_at)
    db.session.commit()
    return made


@pytest.mark.long
@pytest.mark.parametrize("who", [*OTHERS, *GRADERS])
def test_a_grade_is_on_no_page_before_it_is_out(
    visitor: Visitor,
    app: Flask,
    people: People,
    placement: Placement,
    works: dict[str, int],
    who: str,
) -> None:
    pages = {
        path
        for canary, number in works.items()
        for path in addresses(app, people, placement, number, WORKS[canary])
    }

    found = pages_with_a_grade(visitor.signed_in(getattr(people, who)), pages)

    for canary in (GRADED, TAKEN_BACK):
        desk = {f"/reviews/deliverables/{works[canary]}"}
        assert found[canary] == (desk if who in GRADERS else set()), canary
    if who in {"trainee", "coordinator", "administrator", *GRADERS}:
        one = address(placement, name=WORKS[RELEASED])
        assert {one, f"{one}/versions/1"} <= found[RELEASED], "control"
    elif who != "trainer":  # who has the gradebook of their edition
        assert found[RELEASED] == set()


def test_its_author_sees_only_that_it_was_handed_in(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    graded(a_work(placement), by=people.supervisor)

    for path in (address(placement), f"/placements/{placement.id}/deliverables"):
        visitor.signed_in(people.trainee).get(path)
        assert "Handed in" in visitor.text()
        assert "Graded" not in visitor.text()
