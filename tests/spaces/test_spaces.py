from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.db import db
from lms.spaces.models import Space
from tests.people import People
from tests.visitor import Visitor

SPACE = {
    "name": "Fees & budgets",
    "purpose": "Who pays, and when.",
    "kind": "theme",
    "language": "en",
}
TOPIC = {"kind": "question", "title": "Who pays?", "body": "We or they?", "language": "en"}


def test_a_coordinator_opens_a_space_and_everybody_writes_in_it(
    visitor: Visitor, people: People
) -> None:
    answer = visitor.signed_in(people.coordinator).post("/forum/spaces", SPACE)
    assert answer.location == "/forum/fees-budgets"
    visitor.signed_in(people.stranger).get("/forum")
    assert "Who pays, and when." in visitor.text()
    visitor.post("/forum/fees-budgets/topics", TOPIC | {"key": str(uuid4())})


def test_sent_twice_it_is_one_space_and_another_of_the_same_name_has_its_own_address(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.coordinator)
    other = SPACE | {"purpose": "Of associations."}
    places = [visitor.post("/forum/spaces", sent).location for sent in (SPACE, SPACE, other)]
    assert places == ["/forum/fees-budgets"] * 2 + ["/forum/fees-budgets-2"]
    assert len(db.session.scalars(select(Space)).all()) == 2


@pytest.mark.parametrize("name", ["Catch up", "Reports", "Spaces", "???"])
def test_no_space_takes_the_address_of_another_page(
    visitor: Visitor, people: People, name: str
) -> None:
    answer = visitor.signed_in(people.coordinator).post("/forum/spaces", SPACE | {"name": name})
    visitor.get(answer.location)
    assert visitor.all("h1")[0].to_text() == name


def test_what_is_missing_is_named_and_nothing_typed_is_lost(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.coordinator).post("/forum/spaces", SPACE | {"name": ""}, status=422)
    assert "Give the space a name" in visitor.text()
    assert visitor.all("input[name=purpose]")[0].attrs["value"] == "Who pays, and when."


def test_a_refused_form_that_is_loaded_again_is_there(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator).post("/forum/spaces", SPACE | {"name": ""}, status=422)
    visitor.get("/forum/spaces")
    assert visitor.all("form.form")[0].attrs["action"] == "/forum/spaces"


def test_only_administrators_open_one_to_the_world(visitor: Visitor, people: People) -> None:
    public = SPACE | {"kind": "public"}
    visitor.signed_in(people.coordinator).post("/forum/spaces", public, status=422)
    visitor.signed_in(people.administrator).post("/forum/spaces", public)
    visitor.signed_in(people.trainer).post("/forum/spaces", SPACE, status=404)


def test_a_closed_space_is_read_and_not_written(visitor: Visitor, people: People) -> None:
    place = f"/forum/edition-{people.edition.id}"
    visitor.signed_in(people.trainee).post(f"{place}/topics", TOPIC | {"key": str(uuid4())})
    visitor.post(f"{place}/closing", status=403)
    visitor.signed_in(people.trainer).post(f"{place}/closing")

    visitor.signed_in(people.trainee).get(place)
    assert "It is closed: nothing new can be written." in visitor.text()
    visitor.get(visitor.all(".row-title a")[0].attrs["href"])
    assert "We or they?" in visitor.text()
    visitor.post(f"{place}/topics", TOPIC | {"key": str(uuid4())}, status=403)

    visitor.signed_in(people.trainer).post(f"{place}/reopening")
    visitor.signed_in(people.trainee).post(f"{place}/topics", TOPIC | {"key": str(uuid4())})
