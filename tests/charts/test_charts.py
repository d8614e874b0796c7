"""The log in pictures: drawn by the server, with the same figures as a table."""

from datetime import timedelta
from typing import Any

import pytest

from lms.actors.actions import Named
from lms.actors.models import Actor
from lms.charts import series
from lms.db import db
from lms.logbook.writing import Met
from lms.placements.models import Placement
from lms.reviews import actions as reviewing
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today
from tests.visitor import Visitor


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


def pictures(placement: Placement) -> str:
    return f"/placements/{placement.id}/charts"


def day(number: int) -> Any:
    """Days from a Monday."""
    monday = today() - timedelta(days=today().weekday())
    return monday + timedelta(days=number)


def test_hours_add_up_week_by_week(visitor: Visitor, people: People, placement: Placement) -> None:
    first = placement.starts_on
    an_entry(placement, activity_date=first, minutes=60)
    entry = an_entry(placement, state="submitted", activity_date=first, minutes=90)
    an_entry(placement, state="submitted", activity_date=first + timedelta(days=7), minutes=120)
    reviewing.approve(
        entry,
        version=entry.current_id,
        by=people.supervisor,
        minutes=75,
        comment="",
        at=entry.created_at,
    )
    db.session.commit()

    visitor.signed_in(people.trainee).get(pictures(placement))

    first_week, second_week = (
        " ".join(row.to_text().split()) for row in visitor.all("figure tbody tr")[:2]
    )
    assert first_week.endswith("2 h 30 1 h 30 1 h 15")
    assert second_week.endswith("4 h 30 3 h 30 1 h 15")
    said = next(node.to_text() for node in visitor.all("svg desc"))
    assert "4 h 30 noted, 3 h 30 handed in, 1 h 15 approved" in " ".join(said.split())


def test_a_draft_is_in_no_picture_of_others(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    an_entry(placement, minutes=60, met=(Met(Named("Dyers")),))
    visitor.signed_in(people.supervisor).get(pictures(placement))
    assert "Nothing to draw yet" in visitor.text()
    assert "Dyers" not in visitor.text()
    visitor.signed_in(people.trainee).get(pictures(placement))
    assert "Dyers" in visitor.text()


def test_every_picture_has_a_title_a_description_and_a_table(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    met = (Met(Named("Dyers")), Met(Named("Washers")))
    an_entry(placement, state="submitted", met=met)
    visitor.signed_in(people.trainee).get(pictures(placement))

    drawn = visitor.all("svg.picture")
    assert len(drawn) == 3
    assert all(node.query("title") and node.query("desc") for node in drawn)
    assert len(visitor.all("figure table")) == 3


def test_who_is_met_together_is_joined() -> None:
    dyers, washers, bank = (actor(number) for number in (1, 2, 3))
    found = series.graph_of(
        [("a", dyers), ("a", washers), ("b", dyers), ("b", washers), ("c", bank)]
    )
    assert [node.visits for node in found.nodes] == [2, 2, 1]
    assert found.links == [series.Link(0, 1, 2)]


def test_many_actors_leave_the_rarest_out() -> None:
    found = series.graph_of([(number, actor(number)) for number in range(20)])
    assert (len(found.nodes), found.left_out) == (12, 8)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(day(0), 300), (day(0), 301)], ["long_day"]),
        ([(day(0), 300), (day(0), 300)], []),
        ([(day(number % 7), 45) for number in range(8)], []),
        ([(day(5 + number % 2), 45) for number in range(8)], ["weekends"]),
        ([(day(number % 4), 60) for number in range(8)], ["round_hours"]),
        ([(day(5), 60) for _ in range(3)], []),
    ],
)
def test_what_stands_out_is_named(rows: list[tuple[Any, int]], found: list[str]) -> None:
    drawn = [(when, "approved", minutes, "visit", 0) for when, minutes in rows]
    assert series.standing_out(drawn) == found


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_page_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    placement = a_placement(people)
    for number in range(count):
        an_entry(placement, state="submitted", met=(Met(Named(f"Firm {number % 15}", "firm")),))
    visitor.signed_in(people.trainee).get(pictures(placement))
    assert visitor.statements == 6


def actor(number: int) -> Any:
    return Actor(id=number, name=f"Actor {number}", kind="firm", consent="verbal")
