"""Fieldwork comes to its end by itself, and takes entries for a while after its last day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.db import db
from lms.logbook.models import LogEntry
from lms.signoffs.ending import complete_what_is_over
from tests.fieldwork.factories import a_placement, form_of, rules
from tests.people import People
from tests.signoffs.factories import approved
from tests.signoffs.test_sign_off import acts, state_of
from tests.visitor import Visitor


def test_the_end_comes_by_itself(people: People) -> None:
    over = a_placement(people, days_ago=20, days_long=15)
    runs = a_placement(people, trainee=people.classmate, days_ago=5, days_long=15)
    early = a_placement(people, trainee=people.classmate, days_ago=5, days_long=16)
    early.requirement_set = rules(60)
    approved(early, people)
    db.session.commit()

    complete_what_is_over()
    complete_what_is_over()

    assert [state_of(row) for row in (over, runs, early)] == [
        "completing",
        "active",
        "completing",
    ]
    assert acts(over) == acts(early) == ["completing"]


@pytest.mark.parametrize(("over_since", "taken"), [(14, True), (15, False)])
def test_new_entries_are_taken_for_a_time_after_the_last_day(
    visitor: Visitor, people: People, over_since: int, taken: bool
) -> None:
    placement = a_placement(people, days_ago=over_since + 15, days_long=16, state="completing")
    day = placement.ends_on.isoformat()
    number = "0d9f6b0e-3c5e-4d0c-9d0e-6c1f0a3b7e11"
    form = form_of(activity_date=day, late_reason="No power for two weeks.")
    path = f"/placements/{placement.id}/entries/{number}/submission"

    visitor.signed_in(people.trainee).post(path, form, status=303 if taken else 422)

    assert taken or "New entries were taken until" in visitor.text()
    assert len(db.session.scalars(select(LogEntry)).all()) == taken


def test_a_day_outside_is_refused_in_the_time_after(visitor: Visitor, people: People) -> None:
    placement = a_placement(people, days_ago=20, days_long=15, state="completing")
    day = (placement.ends_on + timedelta(days=1)).isoformat()
    number = "0d9f6b0e-3c5e-4d0c-9d0e-6c1f0a3b7e12"

    path = f"/placements/{placement.id}/entries/{number}/versions"
    visitor.signed_in(people.trainee).post(path, form_of(activity_date=day), status=422)

    assert "Choose a day in it" in visitor.text()
