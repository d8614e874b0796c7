from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from lms.db import db
from lms.projects import actions, atlas
from lms.projects.models import Project
from tests.people import People
from tests.visitor import Visitor

NEELWAS = {
    "name": "Block printers of Neelwas",
    "kind": "cluster",
    "place": "Neelwas",
    "country": "IN",
    "rough_place": "26.81234, 75.5",
    "sector": "Printing",
    "status": "ongoing",
    "summary": "",
}


def a_project(**said: str) -> Project:
    return actions.describe(at=datetime.now(UTC), **(NEELWAS | {"rough_place": ""} | said))


@pytest.mark.parametrize(
    ("latitude", "longitude", "x", "y"),
    [(0, 0, 500, 236), (0, 180, 1000, 236), (0, -180, 0, 236), (78, 0, 500, 0)],
)
def test_the_picture_has_the_middle_of_the_world_in_its_middle(
    latitude: float, longitude: float, x: int, y: int
) -> None:
    assert tuple(map(round, atlas.on_picture(latitude, longitude))) == (x, y)


def test_places_lie_as_on_any_map() -> None:
    bagru, masaya, dakar = (
        atlas.on_picture(*spot) for spot in ((26.8, 75.5), (12.0, -86.1), (14.7, -17.4))
    )
    assert masaya[0] < dakar[0] < bagru[0]
    assert bagru[1] < dakar[1] < masaya[1] < atlas.HEIGHT


@pytest.mark.usefixtures("app")
def test_without_a_place_of_its_own_it_stands_in_the_middle_of_its_country() -> None:
    own, other = a_project(rough_place="11.20, 77.30"), a_project()
    here, middle = atlas.marks([own, other])
    assert here.y > middle.y


@pytest.mark.usefixtures("app")
def test_two_at_one_place_do_not_hide_each_other() -> None:
    found = atlas.marks([a_project() for _ in range(19)])
    spots = [(mark.x, mark.y) for mark in found]
    nearest = min(
        (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
        for number, one in enumerate(spots)
        for other in spots[number + 1 :]
    )
    assert nearest >= atlas.APART**2


def test_a_country_that_is_on_no_map_has_its_line_in_the_list(
    visitor: Visitor, people: People
) -> None:
    a_project(name="Sail makers", country="MU")
    assert atlas.marks([a_project(country="MU")]) == []
    visitor.signed_in(people.trainee).get("/projects/map")
    assert "Sail makers" in visitor.text()


def test_every_historical_example_leads_to_its_case(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/projects/map")
    led = {link.attrs["href"] for link in visitor.all(".map a")}
    assert len(led) == len(atlas.examples())
    assert "/case-studies/bagru" in led


def test_shape_tells_the_kind_and_more_than_colour_tells_the_state(
    visitor: Visitor, people: People
) -> None:
    for kind in ("cluster", "horizontal", "vertical"):
        a_project(kind=kind, status="completed")
    visitor.signed_in(people.trainee).get("/projects/map")
    for tag in ("circle", "rect", "path"):
        assert visitor.all(f".map > svg {tag}.map-completed")
    assert len(visitor.all(".map > svg .map-done")) == 3


def test_a_map_of_many_costs_what_a_map_of_one_costs(visitor: Visitor, people: People) -> None:
    a_project()
    visitor.signed_in(people.trainee).get("/projects/map")
    one = visitor.statements
    for number in range(149):
        a_project(name=f"Cluster {number}", place="A town of the plain", country="SN")
    visitor.get("/projects/map")
    assert (len(visitor.all(".map > svg circle")), visitor.statements) == (150, one)


def test_a_place_is_kept_roughly_and_a_wrong_one_is_said(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)
    visitor.post("/projects", NEELWAS | {"rough_place": "somewhere"}, status=422)
    assert "Write latitude and longitude" in visitor.text()
    visitor.post("/projects", NEELWAS)
    kept = db.session.scalars(select(Project)).one()
    assert kept.rough_place == "26.81, 75.50"
