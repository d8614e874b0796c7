"""Setting up fieldwork: once, under someone else, in a time one can oversee."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from lms.db import db
from lms.fieldwork.models import Placement
from tests.fieldwork.factories import a_project
from tests.people import People, enrolment_of, today
from tests.visitor import Visitor


@pytest.fixture
def form(people: People) -> dict[str, str]:
    trainee = enrolment_of(people.trainee, people.edition)
    return {
        "trainee": f"{trainee.id}:{people.trainee.id}",
        "project": str(a_project().id),
        "supervisor": str(people.supervisor.id),
        "starts_on": today().isoformat(),
        "ends_on": (today() + timedelta(days=41)).isoformat(),
    }


def placements() -> int:
    return db.session.scalar(select(func.count(Placement.id))) or 0


def test_two_clicks_set_fieldwork_up_once(
    visitor: Visitor, people: People, form: dict[str, str]
) -> None:
    path = f"/editions/{people.edition.id}/placements"
    visitor.signed_in(people.coordinator)

    first = visitor.post(path, form).location

    assert visitor.post(path, form).location == first
    assert placements() == 1


def test_another_time_is_another_placement(
    visitor: Visitor, people: People, form: dict[str, str]
) -> None:
    path = f"/editions/{people.edition.id}/placements"
    visitor.signed_in(people.coordinator).post(path, form)

    visitor.post(path, form | {"ends_on": (today() + timedelta(days=55)).isoformat()})

    assert placements() == 2


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("0001-01-01", "0001-02-01", "Check the year"),
        ("2026-11-02", "9999-12-31", "Check the year"),
        ("2026-11-02", "2029-11-02", "Check the year"),
        ("2026-11-02", "2026-11-01", "The last day comes before the first"),
    ],
    ids=["long ago", "no end", "three years", "backwards"],
)
def test_impossible_days_are_refused(  # one row of a table
    visitor: Visitor, people: People, form: dict[str, str], first: str, last: str, sentence: str
) -> None:
    form |= {"starts_on": first, "ends_on": last}

    visitor.signed_in(people.coordinator).post(
        f"/editions/{people.edition.id}/placements", form, status=422
    )

    assert sentence in visitor.text()
    assert placements() == 0
