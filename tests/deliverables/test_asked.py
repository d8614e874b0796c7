"""What is asked, and when: from the calendar of the placement."""

from datetime import date, timedelta

from lms.content import library
from lms.db import db
from lms.deliverables.asked import pieces_of
from lms.placements.models import Placement, RequirementSet
from tests.deliverables.factories import COURSE, a_placement, a_work, address
from tests.fieldwork.factories import a_year
from tests.people import People, today
from tests.visitor import Visitor


def due(placement: Placement, course: str = COURSE) -> dict[str, date]:
    return {row.name: row.due_on for row in pieces_of(placement, library().courses[course])}


def test_each_is_due_when_its_week_ends(people: People) -> None:
    placement = a_placement(people, days_ago=0)

    days = due(placement)
    assert len(days) == 13
    assert days["d1-site-note"] == today() + timedelta(days=6)
    assert days["d11-final-reflection"] == today() + timedelta(days=41) == placement.ends_on


def test_part_time_and_pauses_move_the_days(people: People) -> None:
    placement = a_placement(people, days_ago=0, part_time=True)
    first, last = today() + timedelta(days=2), today() + timedelta(days=4)
    placement.pauses_on = [[first.isoformat(), last.isoformat()]]

    assert due(placement)["d1-site-note"] == today() + timedelta(days=13 + 3)


def test_months_are_counted_as_months(people: People) -> None:
    placement = a_year(people, days_ago=0)
    days = due(placement, placement.enrolment.edition.course_id)

    assert len(days) == 19
    assert days["b-d19-final-reflection"] == placement.ends_on


def test_a_short_placement_asks_for_all_before_it_ends(people: People) -> None:
    placement = a_placement(people, days_ago=0)
    placement.ends_on = today() + timedelta(days=9)

    days = due(placement)
    assert days["d3a-diagnosis-production"] == days["d11-final-reflection"] == placement.ends_on


def test_what_is_asked_stays_what_it_was_when_the_placement_began(people: People) -> None:
    placement = a_placement(people)
    rules = placement.requirement_set.rules
    one = [period | {"deliverables": period["deliverables"][:1]} for period in rules["periods"]]
    placement.requirement_set = RequirementSet(rules=rules | {"periods": one})
    assert len(due(placement)) == 6

    old = [{key: period[key] for key in ("id", "weeks")} for period in rules["periods"]]
    placement.requirement_set = RequirementSet(rules=rules | {"periods": old})
    assert len(due(placement)) == 13


def test_the_list_says_what_when_and_how_far(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, days_ago=8)
    a_work(placement, name="d2-actor-map")
    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/deliverables")

    assert "1 of 13 are handed in." in visitor.text()
    rows = [" ".join(row.to_text().split()) for row in visitor.all(".rows .row")]
    assert "D1" in rows[0]
    assert "late" in rows[0]
    assert "at most 2 pages" in rows[0]
    assert "Not begun" in rows[0]
    assert "late" not in rows[1]
    assert "critical" in rows[1]
    assert "Handed in" in rows[1]
    assert "about 1,500 words" in rows[-1]


def test_the_list_costs_the_same_for_one_and_for_all(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)
    names = [piece.name for piece in pieces_of(placement, library().courses[COURSE])]
    a_work(placement)
    visitor.get(f"/placements/{placement.id}/deliverables")
    one, number = visitor.statements, placement.id

    for name in names[1:]:
        a_work(db.session.get_one(Placement, number), name=name)
    visitor.get(f"/placements/{placement.id}/deliverables")
    assert visitor.statements == one


def test_a_page_says_what_a_good_one_looks_like(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee).get(address(placement))

    assert "What a good one looks like" in visitor.text()
    assert "Each of the four criteria has a score, a proof and a date" in visitor.text()
    assert "at most 2 pages" in visitor.text()
    links = {link.attrs.get("href") for link in visitor.all("main a")}
    assert {"/rubrics/site", f"/courses/{COURSE}/fieldwork/w1"} <= links


def test_old_rules_without_periods_ask_for_nothing(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    placement.requirement_set.rules = {"periods": []}
    db.session.commit()

    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/deliverables")
    assert "Nothing is asked here" in visitor.text()
