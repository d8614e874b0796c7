import csv
from io import StringIO
from urllib.parse import quote_plus

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import db
from lms.directory.models import Part, Seen
from lms.programmes.models import Programme
from tests.directory.factories import shows, takes_part
from tests.experience.factories import a_project_in
from tests.long import mostly_long
from tests.people import People, a_person
from tests.programmes.factories import a_programme
from tests.visitor import Visitor

OFFER, NEED = "A ledger that all may open", "Somebody who dries mango"


def fatou(
    people: People, widely: Seen = Seen.MEMBERS, closer: dict[Part, Seen] | None = None
) -> tuple[User, int]:
    """Somebody with everything to show, and her project."""
    person = a_person("fatou")
    person.country, person.organisation = "SN", "Union of dyers"
    project = a_project_in("SN", "Dyers of Thiès")
    takes_part(a_programme(people.administrator), person, project)
    shows(person, widely, offers=(OFFER,), needs=(NEED,), tongues=("wo",), closer=closer)
    return person, project.id


def found(visitor: Visitor, address: str) -> list[str]:
    """The names on the page, which are as many as it counts."""
    visitor.get(address)
    names = [node.to_text().strip() for node in visitor.all(".person h3")]
    assert (f"{len(names)} pe" if names else "Nobody") in visitor.text()
    return names


ASKING = [
    (Part.COUNTRY, "country=SN", "Senegal"),
    (Part.ORGANISATION, "q=union+of", "Union of dyers"),
    (Part.PROJECTS, "project={project}", "Dyers of Thiès"),
    (Part.TONGUES, "reads=wo", "Wolof"),
    (Part.TONGUES, "writes=wo", "Wolof"),
    (Part.OFFERS, "gives=offer", OFFER),
    (Part.OFFERS, "q=LEDGER", OFFER),
    (Part.OFFERS, "gives=offer&q=ledger", OFFER),
    (Part.NEEDS, "gives=need", NEED),
    (Part.NEEDS, "q=mango", NEED),
]


@pytest.mark.parametrize(("part", "asked", "value"), ASKING, ids=[row[1] for row in ASKING])
@pytest.mark.parametrize("seen", mostly_long([Seen.MEMBERS, Seen.TOGETHER, Seen.ME], but=[Seen.ME]))
def test_no_filter_search_count_or_file_tells_what_is_hidden(
    visitor: Visitor, people: People, part: Part, asked: str, value: str, seen: Seen
) -> None:
    """With its control: shown to members, each of them finds her."""
    _person, project = fatou(people, closer={part: seen})
    address = f"/people?{asked.format(project=project)}"
    visitor.signed_in(people.stranger)
    assert found(visitor, address) == (["Fatou Example"] if seen is Seen.MEMBERS else [])
    visitor.get("/people")
    assert "Fatou Example" in visitor.text()
    card = visitor.all(".person")[0].to_text()
    assert (value in card) == (seen is Seen.MEMBERS)
    everybody = visitor.get("/people.csv").text
    assert (value in everybody) == (seen is Seen.MEMBERS)
    one = visitor.get(address.replace("/people?", "/people.csv?")).text
    assert ("Fatou" in one) == (seen is Seen.MEMBERS)


@pytest.mark.parametrize(("part", "asked", "value"), ASKING, ids=[row[1] for row in ASKING])
def test_people_of_one_programme_see_what_is_for_them(
    visitor: Visitor, people: People, part: Part, asked: str, value: str
) -> None:
    _person, project = fatou(people, closer={part: Seen.TOGETHER})
    beside, address = a_person("ines"), f"/people?{asked.format(project=project)}"
    assert found(visitor.signed_in(beside), address) == []
    takes_part(
        db.session.scalars(select(Programme).options(joinedload(Programme.space))).one(), beside
    )
    assert found(visitor.signed_in(beside), address) == ["Fatou Example"]
    assert value in visitor.all(".person")[0].to_text()


def test_those_of_one_edition_are_together_until_one_has_left(
    visitor: Visitor, people: People
) -> None:
    """Nothing was said, so it is as cautious as can be and still of use."""
    names = found(visitor.signed_in(people.classmate), f"/people?q={people.trainee.name[:3]}")
    assert names == ["Ana Example"]
    assert found(visitor.signed_in(people.outsider), "/people?q=ana") == []
    assert found(visitor.signed_in(people.administrator), "/people?q=ana") == []


def test_whoever_hides_their_name_is_nowhere(visitor: Visitor, people: People) -> None:
    fatou(people, Seen.PUBLIC, closer={Part.NAME: Seen.ME})
    visitor.signed_in(people.administrator)
    for query in ("", "?country=SN", "?q=ledger", "?reads=wo"):
        visitor.get(f"/people{query}")
        assert "Fatou" not in visitor.text()
    assert "Fatou" not in visitor.get("/people.csv").text


def test_a_visitor_sees_what_is_public_and_nothing_else(visitor: Visitor, people: People) -> None:
    fatou(people, Seen.PUBLIC, closer={Part.COUNTRY: Seen.MEMBERS, Part.OFFERS: Seen.MEMBERS})
    shows(people.stranger, Seen.MEMBERS)
    assert found(visitor, "/people") == ["Fatou Example"]
    card = visitor.all(".person")[0].to_text()
    assert NEED in card
    assert OFFER not in card
    assert "Senegal" not in card
    assert found(visitor, "/people?country=SN") == []


def test_the_suspended_and_the_invited_are_not_found(visitor: Visitor, people: People) -> None:
    shows(a_person("gone", suspended=True))
    shows(a_person("asked")).password_hash = None
    shows(a_person("here"))
    assert found(visitor.signed_in(people.stranger), "/people?q=example")[0] == "Here Example"
    assert "Gone" not in visitor.text()
    assert "Asked" not in visitor.text()


def test_pages_follow_each_other_without_gap_and_with_the_filter(
    visitor: Visitor, people: People
) -> None:
    for number in range(45):
        shows(a_person(f"p{number:02}"), offers=("Looms",))
    names, address = [], "/people?q=looms"
    visitor.signed_in(people.stranger)
    while address:
        visitor.get(address)
        assert "45 people" in visitor.text()
        names += [node.to_text().strip() for node in visitor.all(".person h3")]
        assert visitor.statements <= 8
        links = visitor.all("main a[rel=next]")
        address = links[0].attrs["href"] if links else ""
    assert names == [f"P{number:02} Example" for number in range(45)]


def test_a_filter_is_taken_away_by_its_chip(visitor: Visitor, people: People) -> None:
    fatou(people)
    visitor.signed_in(people.stranger).get("/people?country=SN&reads=wo&project=no")
    chips = {node.attrs["href"] for node in visitor.all(".tags a")}
    assert chips == {"/people?country=SN", "/people?reads=wo", "/people"}


def test_a_file_has_what_the_page_has(visitor: Visitor, people: People) -> None:
    fatou(people, closer={Part.ORGANISATION: Seen.ME})
    answer = visitor.signed_in(people.stranger).get(f"/people.csv?q={quote_plus('ledger')}")
    head, row = csv.reader(StringIO(answer.text.lstrip("\ufeff")))
    assert dict(zip(head, row, strict=True)) == {
        "Name": "Fatou Example",
        "Country": "Senegal",
        "Organisation": "",
        "Clusters and networks": "Dyers of Thiès",
        "Reads": "Wolof",
        "Writes": "Wolof",
        "Can show": OFFER,
        "Looks for": NEED,
    }


def test_an_edge_that_was_made_up_finds_nobody_hidden(visitor: Visitor, people: People) -> None:
    person, _project = fatou(people, closer={Part.NAME: Seen.ME})
    shows(a_person("zoe"))
    visitor.signed_in(people.stranger).get(f"/people?after={person.id}_Fatou+Example&q=example")
    assert "Fatou" not in visitor.text()
