"""Members find what their edition has added, and nobody finds more than the page would show."""

from collections.abc import Iterator

import pytest
from flask import Flask

from lms.accounts.pace import Pace
from lms.materials.models import Kind
from lms.search import actions as search
from tests.materials.factories import a_material
from tests.people import People
from tests.visitor import Visitor


class Unhurried(Pace):
    def too_fast(self, *_: object, **__: object) -> bool:
        return False


@pytest.fixture(autouse=True)
def unhurried(app: Flask) -> Iterator[None]:
    before = app.extensions["pace"]
    app.extensions["pace"] = Unhurried()
    yield
    app.extensions["pace"] = before


def found(visitor: Visitor, words: str) -> list[str]:
    visitor.get(f"/search?q={words}")
    return [node.attrs["href"] for node in visitor.all(".hit-title a")]


def test_a_trainee_finds_it_marked_as_their_editions(visitor: Visitor, people: People) -> None:
    own = a_material(people.edition, people.trainer)
    visitor.signed_in(people.trainee)
    assert found(visitor, '"Who sets the price"') == [
        f"/editions/{people.edition.id}/materials/{own.id}"
    ]
    assert "Added by this edition" in visitor.text()


@pytest.mark.parametrize("who", ["outsider", "stranger", "other_coordinator"])
def test_others_do_not(visitor: Visitor, people: People, who: str) -> None:
    a_material(people.edition, people.trainer)
    assert found(visitor.signed_in(getattr(people, who)), '"Who sets the price"') == []


def test_a_visitor_does_not(visitor: Visitor, people: People) -> None:
    a_material(people.edition, people.trainer)
    assert found(visitor, '"Who sets the price"') == []


def test_a_draft_is_in_no_index_and_what_was_withdrawn_leaves_it(
    visitor: Visitor, people: People, app: Flask
) -> None:
    draft = a_material(people.edition, people.trainer, published=False)
    path = f"/editions/{people.edition.id}/materials/{draft.id}/publication"
    trainer = Visitor(app).signed_in(people.trainer)
    visitor.signed_in(people.trainee)
    assert found(visitor, '"Who sets the price"') == []
    trainer.post(path)
    assert len(found(visitor, '"Who sets the price"')) == 1
    trainer.post(f"{path}/withdrawal")
    assert found(visitor, '"Who sets the price"') == []


def test_what_happened_in_a_case_and_its_note_are_not_found(
    visitor: Visitor, people: People
) -> None:
    hidden = {"outcome": "The zebra crossed the river.", "note": "The walrus paid the gas."}
    a_material(people.edition, people.trainer, kind=Kind.CASE, ask="Buy the oven?", **hidden)
    visitor.signed_in(people.trainee)
    assert len(found(visitor, '"Buy the oven"')) == 1
    assert found(visitor, '"zebra crossed"') == []
    assert found(visitor, '"walrus paid"') == []


@pytest.mark.long
def test_a_rebuilt_index_knows_the_same(visitor: Visitor, people: People) -> None:
    a_material(people.edition, people.trainer)
    a_material(people.edition, people.trainer, title="A draft", published=False)
    search.rebuild()
    visitor.signed_in(people.trainee)
    assert len(found(visitor, '"Who sets the price"')) == 1
