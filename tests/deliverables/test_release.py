"""Nothing of a grade reaches anybody but its graders before it is released."""

from collections.abc import Iterator

import pytest
from flask import Flask

from lms.db import db
from lms.deliverables import grading
from lms.deliverables.models import Deliverable
from lms.placements.models import Placement
from tests.deliverables.factories import NOTE, a_placement, a_work, address, graded
from tests.people import People, enrolment_of
from tests.visitor import Visitor

CANARY = "Kingfishers nest in the third bank. Next, count them."
MARK = "77.5"
LEVELS = {"clarity": 4}
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


def addresses(app: Flask, people: People, placement: Placement, work: str) -> Iterator[str]:
    """Every page there is, with the ids of the scene in it."""
    names = {
        "edition_id": people.edition.id,
        "placement_id": placement.id,
        "project_id": placement.project_id,
        "enrolment_id": enrolment_of(people.trainee, people.edition).id,
        "name": NOTE,
        "work_id": work,
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


def pages_with_the_grade(visitor: Visitor, app: Flask, people: People, who: str) -> set[str]:
    work = db.session.query(Deliverable).one()
    places = db.session.get_one(Placement, work.placement_id)
    visitor.signed_in(getattr(people, who))
    found = set()
    for path in list(addresses(app, people, places, str(work.id))):
        said = visitor._send("GET", path).get_data().decode(errors="replace")
        if "Kingfishers" in said or MARK in said:
            found.add(path.replace(str(work.id), "<work>"))
    return found


@pytest.mark.parametrize("who", OTHERS)
@pytest.mark.parametrize("state", ["graded", "taken back"])
def test_an_unreleased_grade_is_on_no_page(
    visitor: Visitor, app: Flask, people: People, placement: Placement, who: str, state: str
) -> None:
    work = a_work(placement)
    row = graded(work, by=people.supervisor, comment=CANARY, released=state != "graded", **LEVELS)
    if state == "taken back":
        grading.take_back(work, by=people.supervisor, at=row.assessed_at)
        db.session.commit()

    assert pages_with_the_grade(visitor, app, people, who) == set()


@pytest.mark.parametrize("who", GRADERS)
def test_the_control_those_who_grade_see_it_before(
    visitor: Visitor, app: Flask, people: People, placement: Placement, who: str
) -> None:
    graded(a_work(placement), by=people.supervisor, comment=CANARY, **LEVELS)

    found = pages_with_the_grade(visitor, app, people, who)

    assert found == {"/reviews/deliverables/<work>"}


def test_the_control_a_released_grade_is_where_it_belongs(
    visitor: Visitor, app: Flask, people: People, placement: Placement
) -> None:
    graded(a_work(placement), by=people.supervisor, comment=CANARY, released=True, **LEVELS)
    one = address(placement)
    pages = {f"/placements/{placement.id}/deliverables", one, f"{one}/versions/1"}
    found = {who: pages_with_the_grade(visitor, app, people, who) for who in (*OTHERS, *GRADERS)}

    for who in ("trainee", "coordinator", "administrator", *GRADERS):
        assert pages <= found.pop(who), who
    found.pop("trainer")  # the gradebook of their edition
    assert {who: pages for who, pages in found.items() if pages} == {}


def test_its_author_sees_only_that_it_was_handed_in(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    graded(a_work(placement), by=people.supervisor)

    for path in (address(placement), f"/placements/{placement.id}/deliverables"):
        visitor.signed_in(people.trainee).get(path)
        assert "Handed in" in visitor.text()
        assert "Graded" not in visitor.text()
