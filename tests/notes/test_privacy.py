from collections.abc import Iterator

import pytest
from flask import Flask

from tests.notes.factories import a_note
from tests.notes.test_views import LESSON, ON_LESSON, marks, notes_of, passage
from tests.people import People
from tests.search.test_canaries import Unhurried
from tests.visitor import Visitor


@pytest.fixture(autouse=True)
def no_hurry(app: Flask) -> Iterator[None]:
    """Who searches in many tests within a second is no robot."""
    before = app.extensions["pace"]
    app.extensions["pace"] = Unhurried()
    yield
    app.extensions["pace"] = before


OTHERS = [
    "classmate",
    "supervisor",
    "trainer",
    "assessor",
    "coordinator",
    "outsider",
    "administrator",
]


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_or_touches_a_note(app: Flask, people: People, who: str) -> None:
    secret = "Amina pays her loan late."
    note = a_note(people.trainee, body=secret, quote=passage(1).quote)
    other = Visitor(app).signed_in(getattr(people, who))
    fields = {"note-body": "Mine now.", "note-base": "1"}

    other.get(f"/my-notes/{note.id}/edit", status=404)
    for act in ("changes", "removal", "restoration"):
        other.post(f"/my-notes/{note.id}/{act}", fields, status=404)
    other.post(f"{ON_LESSON}/{note.id}", fields, status=404)
    for page in (LESSON, "/my-notes", "/my-notes.md", "/search?q=Amina+loan&kind=note"):
        answer = other.get(page)
        assert "pays her" not in (answer.text if page.endswith(".md") else other.text())
        assert marks(other) == ""

    (kept,) = notes_of(people.trainee)
    assert (kept.body, kept.version, kept.removed_at) == (secret, 1, None)
    owner = Visitor(app).signed_in(people.trainee)
    for page in (LESSON, "/my-notes", "/my-notes.md", f"/my-notes/{note.id}/edit"):
        assert secret in owner.get(page).text
    owner.get("/search?q=Amina+loan&kind=note")
    assert "Amina pays her loan late" in owner.text()
