"""A form that came without its cookie comes back under the labels that its writer saw."""

from uuid import uuid4

import pytest
from flask import Flask

from lms.given_back import given_back
from tests.fieldwork.factories import form_of
from tests.markup import Node
from tests.visitor import Visitor

FACTS = "Nine workshops share two driers."


def labels(visitor: Visitor) -> dict[str, str]:
    """Of the boxes on the page, by the name of the field."""
    words = {node.attrs["for"]: node.to_text() for node in visitor.all("main label")}
    return {str(box.attrs["name"]): words[box.attrs["id"]] for box in boxes(visitor)}


def boxes(visitor: Visitor) -> list[Node]:
    return list(visitor.all("main textarea"))


def an_entry_comes_without_its_cookie(visitor: Visitor, **said: str) -> None:
    sent = form_of(facts=FACTS, next_step="Count again on Monday.") | said
    visitor.post(f"/placements/1/entries/{uuid4()}/submission", sent, status=400, token=None)


def test_what_was_typed_stands_under_the_labels_of_its_form(visitor: Visitor) -> None:
    an_entry_comes_without_its_cookie(visitor, base=str(uuid4()))
    found = labels(visitor)
    assert (found["facts"], found["next_step"]) == ("Facts", "Next step")
    assert "base" not in found
    assert not {"next_step", "activity_date", "own_act"} & set(visitor.text().split())


def test_what_was_chosen_reads_as_it_stood_there_and_travels_along(visitor: Visitor) -> None:
    an_entry_comes_without_its_cookie(visitor, activity="visit", consent_given="y")
    assert "What did you do? Visit to a firm" in visitor.text()
    assert "agreed to be written about Yes" in visitor.text()
    hidden = {node.attrs["name"]: node.attrs["value"] for node in visitor.all("main input")}
    assert (hidden["activity"], hidden["consent_given"]) == ("visit", "y")


def test_the_labels_are_in_the_readers_language(visitor: Visitor) -> None:
    sent, spanish = form_of(facts=FACTS), {"Accept-Language": "es"}
    address = f"/placements/1/entries/{uuid4()}/submission"
    visitor.post(address, sent, status=400, token=None, headers=spanish)
    assert labels(visitor)["facts"] == "Hechos"


@pytest.mark.parametrize(
    ("name", "values", "words"),
    [
        ("unheard-of", ["A sentence of mine."], ["A sentence of mine."]),
        ("unheard-of", ["Tirupur"], ["Tirupur"]),
        ("unheard-of", ["0d9f6b0e-3c5e-4d0c-9d0e-6c1f0a3b7e52"], []),
        ("unheard-of", ["3"], []),
    ],
)
def test_what_no_form_knows_is_given_back_without_its_raw_name(
    app: Flask, name: str, values: list[str], words: list[str]
) -> None:
    with app.test_request_context():
        (given,) = given_back([(name, values)])
    assert (given.words, given.label) == (words, "Another field")
    assert given.values == values


def test_parts_of_a_field_have_its_label(app: Flask) -> None:
    sent = [("facts", [FACTS]), ("met-0-name", ["Rani"]), ("step", ["diagnosis"])]
    with app.test_request_context():
        found = {given.name: given.label for given in given_back(sent)}
    assert found == {
        "facts": "Facts",
        "met-0-name": "People met",
        "step": "Step of the process",
    }
