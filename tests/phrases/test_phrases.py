"""A supervisor's own phrases on their page: kept once, changed, removed, seen by nobody else."""

import pytest
from sqlalchemy import select

from lms.db import db
from lms.phrases import queries
from lms.phrases.bank import blanks_in, put_into
from lms.phrases.models import Phrase
from tests.people import People
from tests.phrases.factories import SAID, a_phrase
from tests.visitor import Visitor


def texts() -> list[str]:
    return list(db.session.scalars(select(Phrase.text).order_by(Phrase.id)))


@pytest.mark.parametrize("clicks", [1, 2])
def test_a_phrase_is_kept_once(visitor: Visitor, people: People, clicks: int) -> None:
    people.edition  # noqa: B018  # where Sofia supervises
    visitor.signed_in(people.supervisor)
    for _ in range(clicks):
        visitor.post("/phrases", {"text": SAID, "step": "diagnosis"})

    visitor.get("/phrases")
    assert [node.typed() for node in visitor.all("#own ~ ul .row-link")] == [SAID]
    assert [(row.text, row.step) for row in db.session.scalars(select(Phrase))] == [
        (SAID, "diagnosis")
    ]


def test_an_empty_one_is_refused_beside_its_field(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.supervisor).post("/phrases", {"text": " ", "step": ""}, status=422)
    assert [node.to_text().strip() for node in visitor.all("#text-error")] == ["Write the phrase."]
    assert texts() == []


def test_a_long_one_keeps_what_was_typed(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.supervisor)
    visitor.post("/phrases", {"text": "Long. " * 60, "step": ""}, status=422)
    assert "Long. Long." in visitor.all("textarea[name=text]")[0].to_text()
    assert texts() == []


def test_more_than_one_finds_again_are_refused(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 1)
    a_phrase(people)
    visitor.signed_in(people.supervisor)
    visitor.post("/phrases", {"text": "One more {thing}.", "step": ""}, status=422)
    assert "You have 1 phrases." in visitor.text()
    assert texts() == [SAID]


def test_a_phrase_is_changed_and_removed(visitor: Visitor, people: People) -> None:
    row = a_phrase(people)
    visitor.signed_in(people.supervisor).get(f"/phrases/{row.id}")
    visitor.post(f"/phrases/{row.id}", {"text": "Said anew: {what}.", "step": "vision"})
    assert texts() == ["Said anew: {what}."]
    visitor.post(f"/phrases/{row.id}/removal")
    assert texts() == []


def test_two_never_say_the_same(visitor: Visitor, people: People) -> None:
    a_phrase(people)
    other = a_phrase(people, "Another {one}.")
    visitor.signed_in(people.supervisor)
    visitor.post(f"/phrases/{other.id}", {"text": SAID, "step": ""}, status=422)
    assert "Another phrase of yours says the same." in visitor.text()
    visitor.post(f"/phrases/{other.id}", {"text": other.text, "step": ""})
    assert texts() == [SAID, "Another {one}."]


@pytest.mark.parametrize("act", ["", "/removal"])
def test_nobody_else_finds_it(visitor: Visitor, people: People, act: str) -> None:
    row = a_phrase(people)
    for who in (people.other_supervisor, people.coordinator, people.trainee, people.administrator):
        said = {"text": "Theirs.", "step": ""}
        visitor.signed_in(who).post(f"/phrases/{row.id}{act}", said, status=404)
    assert texts() == [SAID]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many_as_for_one(
    visitor: Visitor, people: People, count: int
) -> None:
    for number in range(count):
        a_phrase(people, f"Number {number}: {{what}}.")
    visitor.signed_in(people.supervisor).get("/phrases")
    assert visitor.statements == 3
    assert len(visitor.all("section[aria-labelledby=own] li")) == count


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("You met {whom}. Ask {whom else}.", ["{whom}", "{whom else}"]),
        ("An empty one: {}", ["{}"]),
        ("Half a { brace\nand } another", []),
        ("No blank.", []),
    ],
)
def test_blanks_are_found(text: str, blanks: list[str]) -> None:
    assert blanks_in(text) == blanks


@pytest.mark.parametrize(
    ("comment", "after"), [("", SAID), ("Good. ", f"Good.\n{SAID}"), (" \n", SAID)]
)
def test_a_phrase_comes_after_what_is_written(comment: str, after: str) -> None:
    assert put_into(comment, SAID) == after
