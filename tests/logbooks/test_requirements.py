"""The table behind the cover: what the rules ask, and what the log shows of it."""

import pytest
from flask import Flask

from lms.db import db
from lms.logbooks.drawing import drawn
from lms.logbooks.requirements import Requirement, requirements_of
from lms.placements.models import Placement
from lms.placements.steps import Act
from lms.signoffs import actions
from tests.fieldwork.factories import a_placement, an_entry
from tests.fieldwork.test_weeks_without_work import without_work
from tests.logbooks.test_logbook import book_of, decide, words
from tests.people import People
from tests.signoffs.factories import now

ASKED = {
    "periods": [{"id": "W", "weeks": [1, 2, 3], "minutes": 600, "deliverables": []}],
    "entries_per_week_min": 1,
    "field_share_min": 0.6,
}


@pytest.fixture
def placement(people: People) -> Placement:
    """Three weeks: an hour in the field and an hour at the desk, both approved, in the first."""
    row = a_placement(people, days_ago=14, days_long=21)
    row.requirement_set.rules = ASKED
    for activity in ("interview", "analysis"):
        entry = an_entry(
            row,
            state="submitted",
            activity=activity,
            activity_date=row.starts_on,
            late_reason="No power.",
        )
        decide(entry, people.supervisor, minutes=60, comment="")
    db.session.commit()
    return row


def table_of(app: Flask, placement: Placement) -> dict[str, Requirement]:
    with app.test_request_context():
        return {row.title: row for row in requirements_of(book_of(placement))}


def test_each_requirement_stands_beside_what_is_reached(app: Flask, placement: Placement) -> None:
    table = table_of(app, placement)

    assert table["Approved hours"][1:] == ("105 h", "2 h", False)
    assert table["Of these in the field"][1:] == ("at least 60%", "50%", False)
    assert table["Entries"][1:] == ("1 a week", "in 1 of 3", False)
    assert table["Talks with the supervisor"][1:] == ("1 a week", "in 0 of 3", False)
    assert table["Reflections"][1:] == ("1 a week", "in 0 of 3", False)
    assert table["Weeks assessed"][1:] == ("3", "0", False)
    assert "Milestones reached" not in table, "none are asked"


@pytest.mark.long
def test_a_week_without_work_is_asked_for_nothing_and_says_why(
    app: Flask, placement: Placement
) -> None:
    without_work(placement, "week:2")

    assert table_of(app, placement)["Entries"].reached == "in 1 of 2"
    with app.test_request_context():
        said = words(drawn(book_of(placement)))
    assert "Closed without work The monsoon closed the road to the village" in said
    assert "2 0 0 without work" in said, "in the table of the cover"


def test_an_empty_week_between_others_is_shown_as_empty(app: Flask, placement: Placement) -> None:
    without_work(placement, "week:3")
    assert [len(row.entries) for row in book_of(placement).chapters] == [2, 0, 0]


@pytest.mark.long
def test_who_let_pass_what_is_short_stands_below(
    app: Flask, placement: Placement, people: People
) -> None:
    placement.state = "completing"
    actions.waive(placement, "The looms stood still in May.", by=people.coordinator, at=now())
    db.session.commit()
    assert placement.id

    with app.test_request_context():
        said = words(drawn(book_of(placement)))

    assert f"What is short was let pass by {people.coordinator.name}" in said
    assert "The looms stood still in May." in said
    assert Act.WAIVED in {row.act for row in book_of(placement).steps}
