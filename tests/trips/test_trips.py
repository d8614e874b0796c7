import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.projects.models import Project
from lms.trips import actions
from lms.trips.models import ExchangeTrip, Side
from tests.directory.factories import takes_part
from tests.experience.factories import a_project_in
from tests.initiatives.test_initiatives import a_seed
from tests.people import People, a_person
from tests.programmes.factories import a_programme
from tests.trips.factories import NOW, TODAY, a_trip
from tests.trips.factories import sent as a_form
from tests.visitor import Visitor

Two = tuple[tuple[Project, User], tuple[Project, User]]


@pytest.fixture
def two(people: People) -> Two:
    """A project that goes and one that is visited, each with somebody who works there."""
    week = a_programme(people.administrator)
    found = []
    for name, country in (("ines", "NI"), ("awa", "SN")):
        project, person = a_project_in(country, f"Network of {name}"), a_person(name)
        takes_part(week, person, project)
        found.append((project, person))
    return found[0], found[1]


def sent(two: Two, **other: str) -> dict[str, str]:
    (guest, _ines), (host, _awa) = two
    return a_form(guest, host) | other


def test_it_is_agreed_once_somebody_of_each_side_has_consented(
    visitor: Visitor, people: People, two: Two
) -> None:
    (_guest, ines), (_host, awa) = two
    visitor.signed_in(ines)
    key = sent(two)
    first, second = (visitor.post("/trips", key).location for _ in range(2))
    assert first == second
    for side, person, other in (("guest", ines, awa), ("host", awa, ines)):
        for stranger in (other, people.administrator):
            visitor.signed_in(stranger).post(f"{first}/consents/{side}", status=403)
        visitor.signed_in(person).get(first)
        assert "Proposed" in visitor.text()
        for _ in range(2):
            visitor.post(f"{first}/consents/{side}")
    visitor.get(first)
    assert "On the way" in visitor.text()
    assert "Ines Example consented on" in visitor.text()
    assert "Awa Example consented on" in visitor.text()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Say in a few words what the trip is for."),
        ("aims", "", "Write something first."),
        ("ends_on", "2020-01-01", "The last day comes before the first one."),
        ("kind", "", "Choose one."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    visitor: Visitor, two: Two, field: str, value: str, sentence: str
) -> None:
    visitor.signed_in(two[0][1]).post("/trips", sent(two, **{field: value}), status=422)
    assert sentence in visitor.text()
    kept = "title" if field != "title" else "aims"
    assert sent(two)[kept] in visitor.page.to_html()
    assert db.session.scalars(select(ExchangeTrip.id)).all() == []


def test_nobody_proposes_a_trip_for_others_or_to_oneself(
    visitor: Visitor, people: People, two: Two
) -> None:
    visitor.signed_in(people.stranger).post("/trips", sent(two), status=422)
    assert "You work in neither of the two" in visitor.text()
    alone = sent(two, host_id=str(two[0][0].id))
    visitor.signed_in(two[0][1]).post("/trips", alone, status=422)
    assert "Choose another one than who goes." in visitor.text()
    assert db.session.scalars(select(ExchangeTrip.id)).all() == []


def test_a_plan_stays_as_it_was_consented_to(visitor: Visitor, two: Two) -> None:
    (guest, ines), (host, _awa) = two
    trip = a_trip(host.id, ines, guest=guest.id)
    place = f"/trips/{trip.id}"
    visitor.signed_in(ines).post(place, sent(two, title="Two basins", version="1"))
    visitor.get(place)
    assert "Two basins" in visitor.text()
    actions.consent(trip, Side.GUEST, by=ines, at=NOW)
    visitor.post(place, sent(two, title="Three", version="2"), status=403)
    visitor.get(f"{place}/edit", status=403)


def test_each_says_for_themselves_that_they_take_part(
    visitor: Visitor, people: People, two: Two
) -> None:
    (guest, ines), (host, _awa) = two
    place = f"/trips/{a_trip(host.id, people.trainee, guest=guest.id).id}"
    visitor.signed_in(people.stranger).post(f"{place}/people", status=403)
    visitor.signed_in(ines)
    for _ in range(2):
        visitor.post(f"{place}/people")
    visitor.get(place)
    assert [node.to_text() for node in visitor.all("[aria-labelledby=people] li")] == [
        "Ines Example"
    ]
    visitor.post(f"{place}/people/leaving")
    visitor.get(place)
    assert visitor.all("[aria-labelledby=people] li") == []


def test_a_report_is_told_from_the_first_day_on_and_overwrites_nothing(
    visitor: Visitor, two: Two
) -> None:
    (guest, ines), (host, awa) = two
    trip = a_trip(host.id, ines, guest=guest.id)
    place = f"/trips/{trip.id}/report"
    for side, person in ((Side.GUEST, ines), (Side.HOST, awa)):
        actions.consent(trip, side, by=person, at=NOW)
    visitor.signed_in(ines).get(place, status=403)
    trip.starts_on = TODAY
    visitor.get(place)
    said = {
        "questions": "",
        "report": "They write down who waits.",
        "follow_up": "",
        "version": "1",
    }
    visitor.post(place, said)
    other = said | {"report": "Something else."}
    visitor.post(place, other, status=409)
    assert "Somebody changed the report while you were writing." in visitor.text()
    assert visitor.all("#report")[0].to_text().strip() == "Something else."
    visitor.get(f"/trips/{trip.id}")
    assert "They write down who waits." in visitor.text()


def test_it_stands_on_the_pages_of_both_projects_and_of_its_initiative(
    visitor: Visitor, two: Two
) -> None:
    (guest, ines), (host, _awa) = two
    seed = a_seed(ines)
    visitor.signed_in(ines).post(f"/trips?initiative={seed.id}", sent(two))
    pages = (f"/projects/{guest.id}", f"/projects/{host.id}", f"/initiatives/{seed.id}", "/trips")
    for page in pages:
        visitor.get(page)
        assert "To the basin" in visitor.text(), page


def test_only_who_leads_an_initiative_plans_a_trip_of_it(
    visitor: Visitor, people: People, two: Two
) -> None:
    seed = a_seed(people.trainee).id
    address, way = f"/trips?initiative={seed}", f'a[href="/trips/new?initiative={seed}"]'
    for person, shown in ((two[0][1], 0), (people.trainee, 1)):
        visitor.signed_in(person).get(f"/initiatives/{seed}")
        assert len(visitor.all(way)) == shown
    visitor.signed_in(two[0][1]).post(address, sent(two), status=403)
    assert db.session.scalars(select(ExchangeTrip.id)).all() == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(visitor: Visitor, two: Two, count: int) -> None:
    for _ in range(count):
        a_trip(two[1][0].id, two[0][1], guest=two[0][0].id)
    visitor.signed_in(two[0][1]).get("/trips")
    assert (len(visitor.all("ul.rows > li")), visitor.statements) == (count, 3)
