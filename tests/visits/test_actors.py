"""The actors of a project: who reads whom the logs name, and who may say more of them."""

import pytest
from sqlalchemy import select

from lms.actors.actions import Named
from lms.actors.models import Actor, ActorConsent
from lms.db import db
from lms.logbook.writing import Met
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.visitor import Visitor

DYERS = Met(Named("Dyers of the ghat", "association", "verbal"), "Hosts", 12, women=7)
KNOWN = {"version": "1", "name": "Dyers of the ghat", "kind": "association", "consent": "refused"}


@pytest.fixture
def placement(people: People) -> Placement:
    placement = a_placement(people)
    an_entry(placement, state="submitted", met=(DYERS,))
    return placement


def dyers() -> Actor:
    return db.session.scalars(select(Actor).order_by(Actor.id)).all()[0]


def page(placement: Placement) -> str:
    return f"/projects/{placement.project_id}"


def page_of_dyers(placement: Placement) -> str:
    return f"{page(placement)}/actors/{dyers().id}"


@pytest.mark.parametrize("who", ["trainee", "supervisor", "assessor", "coordinator"])
def test_the_page_of_the_project_lists_whom_the_logs_name(
    visitor: Visitor, people: People, placement: Placement, who: str
) -> None:
    an_entry(placement, state="submitted", met=(DYERS,), facts="The second time.")

    visitor.signed_in(getattr(people, who)).get(page(placement))

    assert "Dyers of the ghat Association · 2 visits" in visitor.text()
    visitor.get(page_of_dyers(placement))
    assert len(visitor.all('main .row-link[href*="/entries/"]')) == 2


@pytest.mark.parametrize("who", ["classmate", "outsider", "other_supervisor", "stranger"])
def test_nobody_else_learns_a_name(
    visitor: Visitor, people: People, placement: Placement, who: str
) -> None:
    visitor.signed_in(getattr(people, who)).get(page(placement))
    assert "Dyers" not in visitor.text()
    visitor.get(page_of_dyers(placement), status=404)
    visitor.post(page_of_dyers(placement), KNOWN, status=404)


def test_whom_only_a_draft_names_is_its_authors_own(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    an_entry(placement, met=(DYERS,))
    visitor.signed_in(people.supervisor).get(page(placement))
    assert "Dyers" not in visitor.text()
    visitor.signed_in(people.trainee).get(page(placement))
    assert "Dyers of the ghat" in visitor.text()


def test_who_takes_their_word_back_is_named_nowhere(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).post(page_of_dyers(placement), KNOWN)

    for who in (people.trainee, people.supervisor):
        visitor.signed_in(who).get(page(placement))
        assert "Dyers" not in visitor.text()
        assert f"Association no. {dyers().id}" in visitor.text()
    visitor.get(page_of_dyers(placement))
    assert "Dyers" not in visitor.text()


def test_a_supervisor_reads_but_does_not_say_more(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.supervisor).post(page_of_dyers(placement), KNOWN, status=403)
    assert dyers().consent == "verbal"
    visitor.signed_in(people.trainee).post(page_of_dyers(placement), KNOWN)
    assert dyers().consent == "refused"


def test_a_name_stands_once_in_a_project(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    an_entry(placement, met=(Met(Named("Washers")),), facts="Others.")
    visitor.signed_in(people.trainee)

    visitor.post(page_of_dyers(placement), KNOWN | {"name": "WASHERS"}, status=422)

    assert "Another one of this project has this name." in visitor.text()
    assert dyers().name == "Dyers of the ghat"


def test_two_windows_do_not_overwrite_each_other(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    visitor.signed_in(people.trainee).post(page_of_dyers(placement), KNOWN)
    old = KNOWN | {"consent": "written"}

    visitor.post(page_of_dyers(placement), old, status=409)

    assert "Somebody changed this while you wrote." in visitor.text()
    assert dyers().consent == "refused"
    visitor.post(page_of_dyers(placement), old | {"version": "2"})
    assert dyers().consent == "written"


def consents() -> list[tuple[str, str, str, int]]:
    rows = db.session.scalars(select(ActorConsent).order_by(ActorConsent.id))
    return [(row.consent, row.given_by, row.purpose, row.noted_by_id) for row in rows]


def test_each_word_of_theirs_is_kept_with_who_when_and_for_what(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    ana = people.trainee.id
    assert consents() == [("verbal", "", "", ana)]
    said = {"consent": "written", "given_by": "Rani, secretary", "purpose": "Photos of the ghat"}
    visitor.signed_in(people.trainee).post(page_of_dyers(placement), KNOWN | said)
    visitor.post(page_of_dyers(placement), KNOWN | {"version": "2"})

    assert consents()[1:] == [
        ("written", "Rani, secretary", "Photos of the ghat", ana),
        ("refused", "", "", ana),
    ]
    visitor.get(page_of_dyers(placement))
    told = [" ".join(node.to_text().split()) for node in visitor.all(".timeline-item")]
    assert told[0].endswith(f"Does not want to be named Noted by {people.trainee.name}")
    assert "Agreed, in writing · Rani, secretary Photos of the ghat Noted by" in told[1]
    assert "Agreed, by word To be named in the log and in the documents of" in told[2]


def test_what_is_said_again_without_news_is_no_new_word(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    for consent, facts in (("unasked", "Others."), ("refused", "Asked."), ("unasked", "Again.")):
        an_entry(placement, met=(DYERS, Met(Named("Washers", "firm", consent))), facts=facts)
    same = KNOWN | {"consent": "verbal", "kind": "other"}
    visitor.signed_in(people.trainee).post(page_of_dyers(placement), same)
    assert [row[0] for row in consents()] == ["verbal", "refused", "unasked"]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    placement = a_placement(people)
    met = tuple(Met(Named(f"Workshop {number}", "firm")) for number in range(count))
    an_entry(placement, state="submitted", met=met)

    visitor.signed_in(people.trainee).get(page(placement))

    assert visitor.statements == 8
    assert len(visitor.all("main ul.rows > li")) == count
