"""Whom an entry names: actors of the project, known by name or added, with role and headcount."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.actors.models import Actor
from lms.db import db
from lms.logbook.models import EntryActor, LogEntryVersion
from lms.placements.models import Placement
from tests.api.sending import an_entry_of, at
from tests.fieldwork.factories import a_placement, form_of
from tests.people import People
from tests.visitor import Visitor

DYERS = {
    "met-0-name": "Dyers’ association",
    "met-0-kind": "association",
    "met-0-consent": "verbal",
    "met-0-role": "Host of the meeting",
    "met-0-headcount": "12",
    "met-0-women": "7",
    "met-0-men": "",
}


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


def address(placement: Placement, rest: str = "/submission", number: object = None) -> str:
    return f"/placements/{placement.id}/entries/{number or uuid4()}{rest}"


def actors() -> list[tuple[str, str, str]]:
    rows = db.session.scalars(select(Actor).order_by(Actor.id))
    return [(row.name, row.kind, row.consent) for row in rows]


def met() -> list[tuple[str, int | None, int | None, int | None]]:
    query = select(EntryActor, Actor.name).join(EntryActor.actor).order_by(EntryActor.id)
    return [(name, row.headcount, row.women, row.men) for row, name in db.session.execute(query)]


def test_who_is_new_becomes_an_actor_of_the_project(ana: Visitor, placement: Placement) -> None:
    number = uuid4()
    ana.post(address(placement, number=number), form_of(**DYERS))

    assert actors() == [("Dyers’ association", "association", "verbal")]
    assert met() == [("Dyers’ association", 12, 7, None)]
    ana.get(address(placement, "", number))
    said = "Dyers’ association · Association · Host of the meeting · 12 people (7 women)"
    assert said in ana.text()


def test_who_is_known_is_found_whatever_accents_and_capitals_are_typed(
    ana: Visitor, placement: Placement
) -> None:
    ana.post(address(placement), form_of(**DYERS | {"met-0-name": "Taller López"}))
    again = {"met-0-name": "  taller  LOPEZ ", "met-0-consent": "written"}

    ana.post(address(placement), form_of(**again, facts="Met them again."))

    assert actors() == [("Taller López", "association", "written")]
    assert [row[0] for row in met()] == ["Taller López"] * 2


def test_two_projects_know_their_own_actors(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    other = a_placement(people, trainee=people.classmate)
    visitor.signed_in(people.trainee).post(address(placement), form_of(**DYERS))
    visitor.signed_in(people.classmate).post(address(other), form_of(**DYERS))
    projects = list(db.session.scalars(select(Actor.project_id).order_by(Actor.id)))
    assert projects == [placement.project_id, other.project_id]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"met-0-name": ""}, "Write the name of whom you met"),
        ({"met-0-headcount": "a dozen"}, "Write how many people as a figure"),
        ({"met-0-headcount": "1000"}, "Write how many people as a figure"),
        ({"met-0-headcount": "6"}, "More women and men than people came"),
        ({"met-1-name": "DYERS’ ASSOCIATION"}, "This name stands in two rows"),
    ],
)
def test_what_is_wrong_is_said_beside_its_row_and_all_of_it_stays(
    ana: Visitor, placement: Placement, changes: dict[str, str], sentence: str
) -> None:
    ana.post(address(placement), form_of(**DYERS | changes), status=422)

    wrong = [node for node in ana.all(".person") if sentence in node.to_text()]
    assert len(wrong) == 1
    assert 'value="Host of the meeting"' in ana.page.to_html()
    assert actors() == []


def test_another_row_is_a_button_away_and_nothing_is_lost(
    ana: Visitor, placement: Placement
) -> None:
    number, fields = uuid4(), form_of(**DYERS, facts="Half a sentence")

    ana.post(address(placement, "/people", number), fields, status=200)

    rows = [node.attrs["name"] for node in ana.all(".person [name$=-name]")]
    assert rows == ["met-0-name", "met-1-name", "met-2-name", "met-3-name"]
    assert "Half a sentence" in ana.page.to_html()
    assert 'value="Host of the meeting"' in ana.page.to_html()
    assert actors() == []


def test_an_edit_shows_who_was_met_and_a_new_version_keeps_the_old_list(
    ana: Visitor, placement: Placement
) -> None:
    number = uuid4()
    ana.post(address(placement, "/versions", number), form_of(**DYERS))
    ana.get(address(placement, "/edit", number))
    (base,) = ana.all("[name=base]")
    (name,) = ana.all("[name=met-0-name]")
    assert name.attrs["value"] == "Dyers’ association"

    changed = form_of(**DYERS | {"met-0-headcount": "14"}, base=base.attrs["value"])
    ana.post(address(placement, "/versions", number), changed)

    assert [row[1] for row in met()] == [12, 14]
    assert len(db.session.scalars(select(LogEntryVersion)).all()) == 2


def test_a_stale_edit_shows_the_people_of_the_other_one(ana: Visitor, placement: Placement) -> None:
    number = uuid4()
    ana.post(address(placement, "/versions", number), form_of())
    ana.post(
        address(placement, "/versions", number), form_of(**DYERS, base=str(uuid4())), status=409
    )
    ana.get(address(placement, "/edit", number))
    base = ana.all("[name=base]")[0].attrs["value"]
    ana.post(address(placement, "/versions", number), form_of(**DYERS, base=base))

    others = DYERS | {"met-0-name": "Printers’ association", "base": base}
    ana.post(address(placement, "/versions", number), form_of(**others), status=409)

    assert "Dyers’ association · Association" in ana.text()


def test_names_are_offered_to_the_trainees_of_the_project_once_handed_in(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    neighbour = a_placement(people, trainee=people.classmate)
    neighbour.project = placement.project
    number = uuid4()
    ana, bruno = visitor, Visitor(visitor.app).signed_in(people.classmate)
    ana.signed_in(people.trainee).post(address(placement, "/versions", number), form_of(**DYERS))

    def offered() -> list[str]:
        bruno.get(f"/placements/{neighbour.id}/entries/new")
        return [option.attrs["value"] for option in bruno.all("#actors option")]

    assert offered() == []
    entry = db.session.scalars(select(LogEntryVersion)).one()
    ana.post(address(placement, "/submission", number), form_of(**DYERS, base=str(entry.id)))
    assert offered() == ["Dyers’ association"]


def test_who_does_not_want_to_be_named_is_not(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    number = uuid4()
    refused = DYERS | {"met-0-consent": "refused"}
    visitor.signed_in(people.trainee).post(address(placement, number=number), form_of(**refused))
    visitor.signed_in(people.supervisor)
    alias = f"Association no. {db.session.scalars(select(Actor.id)).one()}"

    for page in (address(placement, "", number), f"/reviews/{number}"):
        visitor.get(page)
        assert "Dyers’ association" not in visitor.text()
        assert alias in visitor.text()


def test_the_supervisor_reads_who_was_met(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    number = uuid4()
    visitor.signed_in(people.trainee).post(address(placement, number=number), form_of(**DYERS))
    visitor.signed_in(people.supervisor).get(f"/reviews/{number}")
    assert "Dyers’ association · Association" in visitor.text()


def test_what_a_phone_sends_names_them_too(ana: Visitor, placement: Placement) -> None:
    ana.put(at("entries"), an_entry_of(placement, form_of(**DYERS), hand_in=True))
    assert met() == [("Dyers’ association", 12, 7, None)]

    wrong = an_entry_of(placement, form_of(**DYERS | {"met-0-headcount": "many"}))
    refused = ana.put(at("entries"), wrong, status=422)
    assert "Write how many people as a figure, such as 12." in refused["fields"]["met"]
